package lectern.e2e.anki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import anki.scheduler.CardAnswer.Rating;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.account.CaseFolding;
import lectern.anki.schema.Deck;
import lectern.anki.schema.Downgrade;
import lectern.anki.schema.EmptyCollection;
import lectern.anki.schema.Integrity;
import lectern.anki.schema.NoteText;
import lectern.anki.schema.NoteType;
import lectern.anki.schema.NoteTypes;
import lectern.anki.schema.Preset;
import lectern.anki.schema.Schema18;
import lectern.anki.schema.Unicase;
import lectern.anki.schema.UploadedCollection;
import lectern.db.Row;
import lectern.db.SqliteFile;
import lectern.db.Tx;
import lectern.e2e.anki.engine.AnkiDevice;
import lectern.e2e.anki.engine.Content;
import lectern.e2e.anki.engine.RandomEdits;
import lectern.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/// The real engine reads what the server writes into collection files, and the server what the engine writes.
class CollectionFormatTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_760_000_000);

    @TempDir
    Path folder;

    @Test
    void aNewCollectionIsSound() {
        var path = folder.resolve("new.anki2");
        EmptyCollection.create(path, NOW, ZoneOffset.UTC);

        try (var device = AnkiDevice.reading(path, folder.resolve("device"))) {
            assertThat(device.check()).isEmpty();
            assertThat(device.edits().addNote("Basic", "Default", List.of("front", "back"), List.of("tag")))
                    .isPositive();
            assertThat(device.edits().addNote("Cloze", "Default", List.of("{{c1::front}}", "back"), List.of()))
                    .isPositive();
            assertThat(device.edits().answer("Default", 2, Rating.GOOD)).isEqualTo(2);
            assertThat(device.check()).isEmpty();
        }
    }

    @Test
    void namesOfEveryScriptAreOrderedAsTheEngineOrdersThem() {
        var path = folder.resolve("names.anki2");
        EmptyCollection.create(path, NOW, ZoneOffset.UTC);
        try (var file = SqliteFile.openToWrite(path, Unicase.COLLATION)) {
            file.write(CollectionFormatTest::hardNames);
            assertThat(Integrity.within(Duration.ofMinutes(1), file)).isEqualTo(new Integrity(List.of(), true));
        }

        try (var device = AnkiDevice.reading(path, folder.resolve("device"))) {
            assertThat(device.query("pragma integrity_check").toString()).isEqualTo("[[\"ok\"]]");
            assertThat(device.number("select count(*) from tags")).isGreaterThan(1_000);
            assertThat(device.check()).isEmpty();
        }
    }

    private static boolean hardNames(Tx tx) {
        var collection = new Schema18(tx);
        var basic = collection.noteTypes().all().getFirst();
        var deck = collection.decks().all().getFirst();
        long id = 5;
        for (var name : names()) {
            collection.tags().add(name, 0);
            if (id % 10 == 0) {
                var json = deck.toJson().put("id", id).put("name", name);
                collection.decks().put(collection.decks().uniquelyNamed(Deck.of(json)));
                var type = basic.toJson().put("id", id).put("name", name);
                ((ObjectNode) type.get("flds").get(0)).put("name", name);
                ((ObjectNode) type.get("flds").get(1)).put("name", name + "x");
                collection.noteTypes().put(collection.noteTypes().uniquelyNamed(NoteType.of(type)));
            }
            id++;
        }
        return true;
    }

    /// Whatever the folding changes, and its neighbours, alone and in company.
    private static List<String> names() {
        var random = new Random(7);
        var letters = new ArrayList<String>();
        for (int point = 'A'; point < 0x1f000; point++) {
            var letter = Character.toString(point);
            if (Character.isLetter(point) && (!CaseFolding.fold(letter).equals(letter) || random.nextInt(300) == 0)) {
                letters.add(letter);
            }
        }
        var names = new ArrayList<>(letters);
        for (int i = 0; i < 1_000; i++) {
            names.add(random.ints(1 + random.nextInt(4), 0, letters.size())
                    .mapToObj(letters::get)
                    .reduce("", String::concat));
        }
        return names;
    }

    @Test
    void everyObjectOfTheEngineComesBackByteForByte() {
        var types = new ArrayList<ObjectNode>();
        var decks = new ArrayList<ObjectNode>();
        var presets = new ArrayList<ObjectNode>();
        try (var device = AnkiDevice.open(folder.resolve("device"))) {
            new RandomEdits(device, 11).make(300);
            hardOptions(device);
            device.edits().filteredDeck("Filtered", "is:new or \"deck:Default\"", 50);
            device.edits().notetypes().forEach(type -> types.add(device.edits().notetypeJson(type.getId())));
            device.edits().decks().forEach(deck -> decks.add(device.edits().deckJson(deck.getId())));
            presets.addAll(device.edits().presets());
        }

        try (var file = SqliteFile.open(folder.resolve("device/collection.anki2"), Unicase.COLLATION)) {
            file.read(tx -> {
                var collection = new Schema18(tx);
                assertThat(collection.noteTypes().all())
                        .hasSameSizeAs(types)
                        .allSatisfy(
                                type -> assertThat(NoteType.of(type.toJson())).isEqualTo(type));
                types.forEach(json -> assertAgrees(
                        collection.noteTypes().find(id(json)).orElseThrow().toJson(), json));
                assertThat(collection.decks().all())
                        .hasSameSizeAs(decks)
                        .allSatisfy(deck -> assertThat(Deck.of(deck.toJson())).isEqualTo(deck));
                decks.forEach(json -> assertAgrees(
                        collection.decks().find(id(json)).orElseThrow().toJson(), json));
                assertThat(collection.deckOptions().all())
                        .hasSameSizeAs(presets)
                        .allSatisfy(
                                preset -> assertThat(Preset.of(preset.toJson())).isEqualTo(preset));
                presets.forEach(json -> assertAgrees(
                        collection.deckOptions().find(id(json)).orElseThrow().toJson(), json));
                return true;
            });
        }
    }

    private static long id(ObjectNode json) {
        return json.get("id").longValue();
    }

    private static void hardOptions(AnkiDevice device) {
        device.edits().addPreset("Second");
        var hard = device.edits().presets().getLast();
        ((ObjectNode) hard.get("new"))
                .put("initialFactor", 2_410)
                .put("order", 0)
                .putArray("delays")
                .add(0.1)
                .add(1e7);
        ((ObjectNode) hard.get("rev")).put("ivlFct", 0.9).put("ease4", 1.35);
        ((ObjectNode) hard.get("lapse")).put("mult", 0.33).put("leechAction", 0);
        hard.put("addOn", "kept")
                .put("timer", 1)
                .put("replayq", false)
                .put("autoplay", false)
                .put("newMix", 2);
        device.edits().updatePreset(hard);
        device.edits().addPreset("Third ß");
        var old = device.edits().presets().getLast();
        ((ObjectNode) old.get("new")).put("separate", true);
        device.edits().updatePreset(old);

        var deck = device.edits().deckJson(device.edits().deck("Hard::Deck"));
        deck.put("desc", "words")
                .put("md", true)
                .put("newLimit", 0)
                .put("extendNew", 3)
                .put("addOn", 1);
        deck.set("reviewLimitToday", Json.object().put("limit", 0).put("today", 5));
        device.edits().updateDeck(deck);

        var type = device.edits().notetypeJson(device.edits().notetype("Basic"));
        type.put("latexsvg", true).put("addOn", "kept");
        ((ObjectNode) type.get("flds").get(1))
                .put("rtl", true)
                .put("description", "…")
                .put("excludeFromSearch", true);
        ((ObjectNode) type.get("tmpls").get(0))
                .put("bsize", 12)
                .put("bfont", "Arial")
                .put("did", 1);
        device.edits().updateNotetype(type);
    }

    /// Everything the engine writes stands in our JSON too; we write keys that came after it.
    private static void assertAgrees(ObjectNode ours, ObjectNode theirs) {
        for (var property : theirs.properties()) {
            assertAgrees(property.getKey(), ours.get(property.getKey()), property.getValue());
        }
    }

    private static void assertAgrees(String key, JsonNode ours, JsonNode theirs) {
        assertThat(ours).as(key).isNotNull();
        switch (theirs) {
            case ObjectNode object -> assertAgrees((ObjectNode) ours, object);
            case JsonNode array
            when array.isArray() -> {
                assertThat(ours.size()).as(key).isEqualTo(array.size());
                for (int i = 0; i < array.size(); i++) {
                    assertAgrees(key, ours.get(i), array.get(i));
                }
            }
            case JsonNode number
            when number.isNumber() ->
                assertThat(ours.decimalValue()).as(key).isEqualByComparingTo(number.decimalValue());
            default -> assertThat(ours).as(key).isEqualTo(theirs);
        }
    }

    @Test
    void theDerivedColumnsAreThoseOfTheEngine() {
        try (var device = AnkiDevice.open(folder.resolve("device"))) {
            device.inOneTransaction(() -> hardFields()
                    .forEach(field ->
                            device.edits().addNote("Basic", "Default", List.of(field, "b"), List.of("b", "a"))));
        }

        try (var file = SqliteFile.open(folder.resolve("device/collection.anki2"), Unicase.COLLATION)) {
            file.read(tx -> {
                var types = new NoteTypes(tx);
                var notes = tx.list("select mid, tags, flds, cast(sfld as text) as sfld, csum from notes", Stored::of);
                assertThat(notes)
                        .hasSizeGreaterThan(2_000)
                        .allSatisfy(stored -> assertThat(NoteText.of(
                                        stored.text.tags(),
                                        stored.text.fields(),
                                        types.shape(stored.noteType).orElseThrow()))
                                .isEqualTo(stored.text));
                return true;
            });
        }
    }

    private record Stored(long noteType, NoteText text) {
        static Stored of(Row row) {
            return new Stored(
                    row.whole("mid"),
                    new NoteText(row.text("tags"), row.text("flds"), row.text("sfld"), row.whole("csum")));
        }
    }

    private static List<String> hardFields() {
        var parts = List.of(
                "<img src=\"a b.jpg\">",
                "<IMG alt='x' src='b.png' >",
                "<img src=c.png>",
                "<object data=d.swf class=x>",
                "<audio src='e'></audio>",
                "<image src=f>",
                "<br>",
                "<b",
                "<!--",
                "-->",
                "<style>",
                "</style>",
                "<script>",
                "</SCRIPT>",
                "&lt;",
                "&amp;",
                "&nbsp;",
                "&#233;",
                "&#x41;",
                "&hellip;",
                "plain",
                " ",
                "\n",
                "é",
                "[sound:a.mp3]",
                "'",
                "\"",
                "=",
                "/",
                ">",
                "漢字",
                "\uD83D\uDE00");
        var random = new Random(5);
        var fields = new ArrayList<>(List.of("hello", "12", "a&nosuch;b", "a & b", "<div>a</div>", "&nbsp;"));
        for (int i = 0; i < 2_000; i++) {
            fields.add(random.ints(1 + random.nextInt(12), 0, parts.size())
                    .mapToObj(parts::get)
                    .reduce("", String::concat));
        }
        return fields;
    }

    @Test
    void aCollectionThatTheServerMadeOldIsMadeNewByTheEngine() throws IOException {
        var original = edited(13);
        var before = objects(folder.resolve("device/collection.anki2"));
        var old = Files.copy(folder.resolve("device/collection.anki2"), folder.resolve("old.anki2"));
        try (var file = SqliteFile.openToWrite(old, Unicase.COLLATION)) {
            Downgrade.run(file);
        }

        try (var device = AnkiDevice.reading(old, folder.resolve("copy"))) {
            assertThat(rows(device.content()).differences(rows(original))).isEqualTo(List.of());
            assertThat(device.check()).isEmpty();
        }
        assertThat(objects(folder.resolve("copy/collection.anki2"))).isEqualTo(before);
    }

    @Test
    void aCollectionThatTheEngineMadeOldIsMadeNewByTheServer() throws IOException {
        var original = edited(17);
        var before = objects(folder.resolve("device/collection.anki2"));
        try (var device = AnkiDevice.open(folder.resolve("device"))) {
            device.engine().closeCollection(true);
        }
        var old = Files.copy(folder.resolve("device/collection.anki2"), folder.resolve("old.anki2"));
        try (var file = SqliteFile.open(old)) {
            Optional<Long> schema = file.read(tx -> tx.one("select ver from col", row -> row.whole("ver")));
            assertThat(schema).contains(11L);
        }

        UploadedCollection.prepare(old, Duration.ofMinutes(1), NOW);

        assertThat(objects(old)).hasSameSizeAs(before).isEqualTo(before);
        try (var device = AnkiDevice.reading(old, folder.resolve("copy"))) {
            assertThat(rows(device.content()).differences(rows(original))).isEqualTo(List.of());
            assertThat(device.query("pragma integrity_check").toString()).isEqualTo("[[\"ok\"]]");
            assertThat(device.check()).isEmpty();
        }
    }

    private Content edited(long seed) {
        try (var device = AnkiDevice.open(folder.resolve("device"))) {
            new RandomEdits(device, seed).make(300);
            hardOptions(device);
            return device.content();
        }
    }

    /// What is stored alike in both schemas.
    private static Content rows(Content content) {
        var rows = new HashMap<>(content.withoutMedia().rows());
        rows.keySet().removeAll(Set.of("notetypes", "fields", "templates", "decks", "deck_config"));
        return new Content(rows);
    }

    /// The others as the JSON that travels: the blobs differ, because this engine has keys that are younger than it
    /// in the member for unknown ones.
    private static Map<String, String> objects(Path path) {
        var objects = new TreeMap<String, String>();
        try (var file = SqliteFile.open(path, Unicase.COLLATION)) {
            file.read(tx -> {
                var collection = new Schema18(tx);
                collection.noteTypes().all().forEach(type -> objects.put("type " + type.id(), sent(type.toJson())));
                collection.decks().all().forEach(deck -> objects.put("deck " + deck.id(), sent(deck.toJson())));
                collection
                        .deckOptions()
                        .all()
                        .forEach(preset -> objects.put(
                                "preset " + preset.id(),
                                // which the engine has never heard of, and where it is missing the default is true
                                sent(preset.toJson().without(List.of("waitForAudio")))));
                return true;
            });
        }
        return objects;
    }

    /// Unsent changes are sent when the server prepares a file.
    private static String sent(ObjectNode json) {
        return json.put("usn", 0).toString();
    }
}
