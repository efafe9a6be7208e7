package lectern.anki.schema;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.db.Row;
import lectern.db.SqliteFile;
import lectern.db.Tx;
import lectern.json.Json;

/// Makes a collection of schema 11, as clients before 2023 send it, one of schema 18: what stands as JSON in five
/// columns of its only row gets tables of its own.
public final class Upgrade {
    private static final String READ = "select usn, conf, models, decks, dconf, tags from col";

    /// Lower than any client lets a person set it; a mistake of old versions left it there.
    private static final long LOWEST_FACTOR = 1_300;

    private static final long FIRST_FACTOR = 2_500;

    private static final String RAISE_FACTORS = """
            update cards set factor = ?
            where factor between 1 and 2000 and ? = case odid when 0 then did else odid end
            """;

    private static final String ADD_TAG =
            "insert or ignore into tags (tag, usn, collapsed, config) values (?, ?, true, null)";

    private final Tx tx;
    private final Schema11 old;
    private final Schema18 fresh;
    private final long now;

    private Upgrade(Tx tx, Schema11 old, Instant now) {
        this.tx = tx;
        this.old = old;
        this.fresh = new Schema18(tx);
        this.now = now.getEpochSecond();
    }

    private record Schema11(
            int usn, ObjectNode config, ObjectNode models, ObjectNode decks, ObjectNode presets, ObjectNode tags) {
        static Schema11 of(Row row) {
            return new Schema11(
                    Rows.usn(row),
                    object(row, "conf"),
                    object(row, "models"),
                    object(row, "decks"),
                    object(row, "dconf"),
                    object(row, "tags"));
        }

        private static ObjectNode object(Row row, String column) {
            return switch (Json.parseObject(row.text(column).getBytes(StandardCharsets.UTF_8))) {
                case Json.Parsed.AnObject(var object) -> object;
                case Json.Parsed.NotAnObject _ -> throw new Unreadable("the column " + column + " holds no object");
                case Json.Parsed.Malformed(var reason) ->
                    throw new Unreadable("the column " + column + " is " + reason);
            };
        }
    }

    /// In one transaction. The file is one of schema 11, and nobody else has it open.
    ///
    /// @throws Unreadable when it holds something else than clients write; then it is as it was
    public static void run(SqliteFile file, Instant now) {
        try (var transaction = file.begin()) {
            var old = transaction
                    .run(tx -> tx.one(READ, Schema11::of))
                    .orElseThrow(() -> new Unreadable("the collection has no row that describes it"));
            transaction.script(Resource.text("11-to-18.sql"));
            transaction.run(tx -> {
                new Upgrade(tx, old, now).fill();
                return true;
            });
            transaction.commit();
        }
        file.journal(SqliteFile.Journal.WRITE_AHEAD_LOG);
    }

    private void fill() {
        old.presets.properties().forEach(entry -> presets(entry.getKey(), object(entry.getValue())));
        old.tags
                .properties()
                .forEach(entry -> tx.update(
                        ADD_TAG,
                        entry.getKey(),
                        Kind.SIGNED_32.read(entry.getValue()).orElse(0L)));
        fresh.config().replaceAll(old.config, 0, 0);
        old.models.forEach(model -> noteType(NoteType.of(object(model))));
        old.decks.forEach(deck -> deck(object(deck)));
    }

    private static ObjectNode object(JsonNode node) {
        return Kind.OBJECT.read(node).orElseThrow(() -> new Unreadable("a collection of objects holds something else"));
    }

    /// The key is its true id.
    private void presets(String key, ObjectNode json) {
        long id = id(key);
        var sent = Preset.of(json);
        fresh.deckOptions().put((sent.firstFactor() > LOWEST_FACTOR ? sent : raised(sent, id)).withId(id));
    }

    private static long id(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException _) {
            throw new Unreadable("a preset has no number");
        }
    }

    private Preset raised(Preset preset, long id) {
        for (var json : old.decks) {
            var deck = Deck.of(object(json));
            if (deck.preset().filter(used -> used == id).isPresent()) {
                tx.update(RAISE_FACTORS, FIRST_FACTOR, deck.id());
            }
        }
        return preset.withFirstFactor(FIRST_FACTOR);
    }

    private void noteType(NoteType type) {
        var name = Names.unique(
                Names.normal(type.name()), "_", taken -> fresh.noteTypes().isTaken(taken, type.id()));
        fresh.noteTypes()
                .put(type.withId(type.id() == 0 ? freeId() : type.id())
                        .withName(name)
                        .withParts(
                                renamed(type.fields(), NoteType.Field::name, NoteType.Field::withName),
                                renamed(type.templates(), NoteType.Template::name, NoteType.Template::withName)));
    }

    private long freeId() {
        long highest = 0;
        for (var model : old.models) {
            highest = Math.max(highest, NoteType.of(object(model)).id());
        }
        return Math.max(
                        highest,
                        fresh.noteTypes().all().stream()
                                .mapToLong(NoteType::id)
                                .max()
                                .orElse(0))
                + 1;
    }

    /// With different names, as the new tables want them.
    private static <T> List<T> renamed(
            Collection<T> parts, Function<T, String> name, BiFunction<T, String, T> withName) {
        var taken = new TreeSet<>(Unicase.COLLATION.order());
        var renamed = new ArrayList<T>();
        for (var part : parts) {
            var free = Names.unique(Names.normal(name.apply(part)), "+", taken::contains);
            taken.add(free);
            renamed.add(withName.apply(part, free));
        }
        return renamed;
    }

    private void deck(ObjectNode json) {
        var sent = Deck.of(json);
        var free = Names.unique(sent.name(), "_", taken -> fresh.decks().isTaken(taken, sent.id()));
        var deck = sent.withName(free);
        fresh.decks().put(deck.isNamed(json) ? deck : deck.withModified(now).withUsn(old.usn));
    }
}
