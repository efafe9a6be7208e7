package lectern.anki.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import lectern.db.Collation;
import lectern.db.SqliteFile;
import lectern.db.Tx;
import lectern.json.Json;

import static lectern.anki.schema.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/// Whole files: new ones, those of the other schema, and those that somebody sent.
class ConversionTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_760_000_000_123L);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "2025-11-21T03:59:59Z, UTC, 2025-11-20T04:00:00Z",
        "2025-11-21T04:00:00Z, UTC, 2025-11-21T04:00:00Z",
        "2025-11-21T03:59:59Z, Asia/Tokyo, 2025-11-20T19:00:00Z"
    })
    void aNewCollectionBeginsAtFourInTheMorning(Instant now, ZoneId zone, Instant expected) {
        var path = folder.resolve("new.anki2");
        EmptyCollection.create(path, now, zone);

        assertThat(read(path, "select crt as n from col")).isEqualTo(expected.getEpochSecond());
        assertThat(read(path, "select scm as n from col")).isEqualTo(now.toEpochMilli());
        assertThat(read(path, "select mod + usn + ls + dty as n from col")).isZero();
        assertThat(read(path, "select ver as n from col")).isEqualTo(18);
    }

    @Test
    void aNewCollectionHasWhatAClientNeeds() {
        var path = empty();

        assertThat(folder.toFile().list()).containsExactly("collection.anki2");
        try (var file = SqliteFile.open(path, Unicase.COLLATION)) {
            assertThat(Integrity.within(LONG, file)).isEqualTo(new Integrity(List.of(), true));
            file.read(tx -> {
                var collection = new Schema18(tx);
                assertThat(collection.noteTypes().all())
                        .extracting(NoteType::name)
                        .containsExactly("Basic", "Cloze");
                assertThat(collection.decks().all()).extracting(Deck::name).containsExactly("Default");
                var preset = collection.deckOptions().all().getFirst();
                var expected = json(PresetTest.DEFAULT).put("mod", 0).put("usn", 0);
                assertThat(preset.toJson().toString()).isEqualTo(expected.toString());
                assertThat(collection.config().find("curModel").orElseThrow().longValue())
                        .isEqualTo(NOW.toEpochMilli());
                return true;
            });
        }
        assertThat(header(path)).as("in the mode of a write-ahead log").isEqualTo(2);
    }

    @Test
    void whatIsThereIsNotMadeAgain() {
        var path = empty();
        assertThatThrownBy(() -> EmptyCollection.create(path, NOW, ZoneOffset.UTC))
                .hasMessageContaining("cannot be made");
    }

    @Test
    void thereAndBackAgainAllObjectsAreEqual() {
        var path = filled();
        var before = contents(path);

        try (var file = SqliteFile.openToWrite(path, Unicase.COLLATION)) {
            Downgrade.run(file);
        }
        assertThat(read(path, "select ver as n from col")).isEqualTo(11);
        assertThat(header(path)).isEqualTo(1);
        assertThat(read(path, "select count(*) as n from sqlite_schema where sql like '%unicase%'"))
                .as("a client before 2.1.28 knows no such collation")
                .isZero();
        assertThat(read(path, "select count(*) as n from graves")).isEqualTo(2);

        try (var file = SqliteFile.openToWrite(path, Unicase.COLLATION)) {
            Upgrade.run(file, NOW);
            assertThat(Integrity.within(LONG, file).problems()).isEmpty();
        }
        assertThat(contents(path)).isEqualTo(before);
    }

    @Test
    void objectsOfSchema11AreRepairedAsClientsDo() {
        var path = old(Map.of(
                "dconf", "{\"5\":%s}".formatted(PresetTest.DEFAULT.replace("2500", "1300")),
                "decks",
                        "{\"1\":%s,\"2\":%s,\"3\":%s}"
                                .formatted(
                                        DeckTest.NORMAL
                                                .replace("\"conf\":1", "\"conf\":5")
                                                .replace("French", " French "),
                                        DeckTest.FILTERED,
                                        DeckTest.NORMAL
                                                .replace("\"id\":1", "\"id\":3")
                                                .replace("Languages", "LANGUAGES")),
                "models",
                        "{\"0\":%s,\"1\":%s}"
                                .formatted(
                                        NoteTypeTest.VOCAB
                                                .replace("\"id\":1342697561419", "\"id\":0")
                                                .replace("\"Meaning\",\"sticky", "\"WORD\",\"sticky"),
                                        NoteTypeTest.VOCAB.replace("Vocab", "VOCAB")),
                "tags", "{\"a\":5,\"A\":6,\"b\":-1}",
                "conf", "{\"a\":1.0,\"b\":null}"));
        write(
                path,
                "insert into cards values (1,1,1,0,0,0,0,0,0,0,1300,0,0,0,0,0,0,''),"
                        + " (2,1,1760000000999,0,0,0,0,0,0,0,2000,0,0,0,0,1,0,''), (3,1,1,0,0,0,0,0,0,0,2001,0,0,0,0,0,0,''),"
                        + " (4,1,1760000000999,0,0,0,0,0,0,0,1300,0,0,0,0,3,0,'')");

        UploadedCollection.prepare(path, LONG, NOW);

        try (var file = SqliteFile.open(path, Unicase.COLLATION)) {
            file.read(tx -> {
                var collection = new Schema18(tx);
                assertThat(collection.deckOptions().find(5).orElseThrow().firstFactor())
                        .isEqualTo(2500);
                assertThat(tx.list("select factor from cards order by id", row -> row.whole("factor")))
                        .containsExactly(2500L, 2500L, 2001L, 1300L);
                assertThat(collection.decks().all())
                        .extracting(Deck::name, Deck::modified, Deck::usn)
                        .containsExactlyInAnyOrder(
                                tuple("Languages\u001fFrench", NOW.getEpochSecond(), 9),
                                tuple("LANGUAGES\u001fFrench_", NOW.getEpochSecond(), 9),
                                tuple("Cram", 1_760_000_100L, 7));
                assertThat(collection.noteTypes().all())
                        .extracting(NoteType::id, NoteType::name)
                        .containsExactly(tuple(1342697561419L, "VOCAB_"), tuple(1342697561420L, "Vocab"));
                assertThat(collection
                                .noteTypes()
                                .find(1342697561420L)
                                .orElseThrow()
                                .fields())
                        .extracting(NoteType.Field::name)
                        .containsExactly("Word", "WORD+");
                assertThat(tx.list("select tag || usn as t from tags order by tag", row -> row.text("t")))
                        .as("one of equal names, and nothing that is not sent")
                        .containsExactly("a5", "b0");
                assertThat(collection.config().all().toString()).isEqualTo("{\"a\":1.0,\"b\":null}");
                assertThat(tx.one(
                                "select conf || models || decks || dconf || tags as t from col", row -> row.text("t")))
                        .contains("");
                return true;
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            models | {"1":{}}
            models | {"1":7}
            models | []
            decks  | {"1":{"id":1}}
            dconf  | {"x":{}}
            dconf  | {"1":
            conf   | 7
            tags   | []
            """)
    void whatNoClientWritesIsUnreadableAndChangesNothing(String column, String json) {
        var path = old(Map.of(column, json));
        try (var file = SqliteFile.openToWrite(path, Unicase.COLLATION)) {
            assertThatThrownBy(() -> Upgrade.run(file, NOW)).isInstanceOf(Unreadable.class);
        }
        assertThat(read(path, "select ver as n from col")).isEqualTo(11);
        assertThat(read(path, "select count(*) as n from sqlite_schema where name = 'config'"))
                .isZero();
    }

    @Test
    void anUploadThatNeedsNothingKeepsItsBytes() throws Exception {
        var path = filled();
        var before = Files.readAllBytes(path);

        assertThat(UploadedCollection.prepare(path, LONG, NOW)).isEqualTo(new Integrity(List.of(), true));

        assertThat(path).hasBinaryContent(before);
        assertThat(folder.toFile().list()).containsExactly("collection.anki2");
    }

    @Test
    void whatIsMarkedAsNotSentIsCleared() {
        var path = filled();
        write(path, "update notes set usn = -1", "update decks set usn = -1", "update tags set usn = -1");

        UploadedCollection.prepare(path, LONG, NOW);

        assertThat(read(path, "select count(*) as n from notes where usn = 0")).isOne();
        assertThat(
                        read(
                                path,
                                "select (select count(*) from decks where usn < 0) + (select count(*) from tags where usn < 0) as n"))
                .isZero();
    }

    @Test
    void aCheckThatDoesNotEndInTimeIsIncomplete() {
        var path = filled();
        write(path, """
                insert into revlog with recursive n (i) as (select 1 union all select i + 1 from n limit 50000)
                select i, i, 0, 1, 1, 1, 1, 1, 1 from n
                """);

        assertThat(UploadedCollection.prepare(path, Duration.ZERO, NOW)).isEqualTo(new Integrity(List.of(), false));
        assertThat(UploadedCollection.prepare(path, LONG, NOW)).isEqualTo(new Integrity(List.of(), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create trigger t after insert on notes begin delete from cards; end",
                "create view v as select 1",
                "create virtual table v using fts5(x)",
                "update col set ver = 17",
                "update col set ver = 19",
                "update col set ver = 10",
                "delete from col",
                "insert into col select 2, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags from col",
                "drop table cards",
                "alter table notes drop column data",
                "drop table decks",
                "update decks set kind = x''",
                "update decks set common = x'ff'",
                "update notetypes set config = x'0aff'",
                "update deck_config set config = 'text'",
                "update config set val = '{'",
                "pragma writable_schema = on; update sqlite_schema set sql = 'nonsense' where name = 'notes'",
                "pragma writable_schema = on; delete from sqlite_schema where name = 'ix_notes_usn'"
            })
    void whatIsNoSoundCollectionIsRefused(String damage) {
        var path = filled();
        write(path, damage.split("; (?!end)"));

        assertThatThrownBy(() -> UploadedCollection.prepare(path, LONG, NOW))
                .isInstanceOf(Unreadable.class)
                .hasMessageNotContaining(folder.toString());
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws Exception {
        for (var bytes : List.of(
                "fake data".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new byte[100_000],
                "SQLite format 3\0".getBytes(StandardCharsets.UTF_8))) {
            var path = Files.write(folder.resolve("fake"), bytes);
            assertThatThrownBy(() -> UploadedCollection.prepare(path, LONG, NOW))
                    .isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void whatIsCutOffOrTurnedInItsBitsIsRefusedOrSound() throws Exception {
        var whole = Files.readAllBytes(filled());
        var random = new Random(7);
        for (int i = 0; i < 150; i++) {
            var damaged = whole.clone();
            for (int j = 0; j < 5; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            var path = Files.write(folder.resolve("damaged"), Arrays.copyOf(damaged, damaged.length - (i % 3) * 4096));
            try {
                assertThat(UploadedCollection.prepare(path, LONG, NOW).sound()).isTrue();
            } catch (Unreadable refused) {
                assertThat(refused.reason()).isNotEmpty().doesNotContain(folder.toString());
            }
            Files.deleteIfExists(folder.resolve("damaged-wal"));
            Files.deleteIfExists(folder.resolve("damaged-journal"));
        }
    }

    @Test
    void anIndexInAnotherOrderIsRefused() {
        var path = filled();
        var lowerCase = new Collation("unicase", String::compareTo);
        try (var file = SqliteFile.openToWrite(path, lowerCase)) {
            file.write(tx -> tx.update("insert into tags values ('Zebra', 0, 1, null), ('ant', 0, 1, null)"));
        }

        assertThatThrownBy(() -> UploadedCollection.prepare(path, LONG, NOW))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("damaged");
    }

    private Path empty() {
        var path = folder.resolve("collection.anki2");
        EmptyCollection.create(path, NOW, ZoneOffset.UTC);
        return path;
    }

    /// Something of everything.
    private Path filled() {
        var path = empty();
        try (var file = SqliteFile.openToWrite(path, Unicase.COLLATION)) {
            file.write(tx -> {
                var collection = new Schema18(tx);
                collection.noteTypes().put(NoteType.of(json(NoteTypeTest.VOCAB)));
                collection.decks().put(Deck.of(json(DeckTest.NORMAL)).withId(3));
                collection.decks().put(Deck.of(json(DeckTest.FILTERED)));
                collection.deckOptions().put(Preset.of(json(PresetTest.DEFAULT)).withId(5));
                List.of("french", "french::verbs", "ﬂour", "Maße")
                        .forEach(tag -> collection.tags().add(tag, 4));
                tx.update("insert into graves (oid, type, usn) values (1, 0, 3), (1, 1, 4)");
                tx.update("insert into notes values (1, 'g', 1342697561419, 1, 2, '', 'a', 'a', 3, 0, '')");
                return true;
            });
        }
        return path;
    }

    private Path old(Map<String, String> columns) {
        var path = empty();
        try (var file = SqliteFile.openToWrite(path, Unicase.COLLATION)) {
            Downgrade.run(file);
            columns.forEach((column, json) -> file.write(tx -> tx.update("update col set " + column + " = ?", json)));
            for (var column : List.of("models", "decks", "dconf")) {
                if (!columns.containsKey(column)) {
                    file.write(tx -> tx.update("update col set " + column + " = '{}'"));
                }
            }
            file.write(tx -> tx.update("update col set usn = 9"));
        }
        return path;
    }

    private static void write(Path path, String... statements) {
        try (var file = SqliteFile.openToWrite(path, Unicase.COLLATION);
                var transaction = file.begin()) {
            for (var statement : statements) {
                transaction.script(statement);
            }
            transaction.commit();
        }
    }

    private static long read(Path path, String sql) {
        try (var file = SqliteFile.open(path, Unicase.COLLATION)) {
            return file.read(tx -> tx.one(sql, row -> row.whole("n"))).orElseThrow();
        }
    }

    private static ObjectNode contents(Path path) {
        try (var file = SqliteFile.open(path, Unicase.COLLATION)) {
            return file.read(ConversionTest::contents);
        }
    }

    private static ObjectNode contents(Tx tx) {
        var collection = new Schema18(tx);
        var contents = Json.object();
        collection.noteTypes().all().forEach(type -> contents.set("model " + type.id(), type.toJson()));
        collection.decks().all().forEach(deck -> contents.set("deck " + deck.id(), deck.toJson()));
        collection.deckOptions().all().forEach(preset -> contents.set("preset " + preset.id(), preset.toJson()));
        collection.tags().since(0).forEach(tag -> contents.put("tag " + tag, true));
        contents.set("conf", collection.config().all());
        tx.each(
                "select oid, type, usn from graves",
                row -> contents.put("grave " + row.whole("oid") + " " + row.whole("type"), row.whole("usn")));
        return contents;
    }

    private static int header(Path path) {
        try {
            return Files.readAllBytes(path)[18];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
