package lectern.anki.schema;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.db.SqliteFile;
import lectern.json.Json;

/// The collection of an account that has none yet. It was never modified, so a client that is new as well has
/// nothing to sync, and one with cards just sends them.
public final class EmptyCollection {
    private static final LocalTime DAY_STARTS = LocalTime.of(4, 0);

    private static final String COL = """
            insert into col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags)
            values (1, ?, 0, ?, 11, 0, 0, 0, '', '', '', '', '')
            """;

    private EmptyCollection() {}

    /// Makes the file, which must not be there.
    ///
    /// @param zone where a day of studying begins at four in the morning
    public static void create(Path file, Instant now, ZoneId zone) {
        try (var made = SqliteFile.create(file, Unicase.COLLATION)) {
            made.journal(SqliteFile.Journal.WRITE_AHEAD_LOG);
            try (var transaction = made.begin()) {
                transaction.script(Resource.text("col.sql"));
                transaction.run(tx -> tx.update(COL, dayStart(now, zone).getEpochSecond(), now));
                transaction.script(Resource.text("11-to-18.sql"));
                transaction.run(tx -> {
                    fill(new Schema18(tx), now.toEpochMilli());
                    return true;
                });
                transaction.commit();
            }
        }
    }

    private static Instant dayStart(Instant now, ZoneId zone) {
        var today = now.atZone(zone);
        var day = today.toLocalTime().isBefore(DAY_STARTS) ? today.toLocalDate().minusDays(1) : today.toLocalDate();
        return day.atTime(DAY_STARTS).atZone(zone).toInstant();
    }

    private static void fill(Schema18 collection, long firstId) {
        var content = Json.parse(Resource.bytes("empty-collection.json")).asObject();
        long id = firstId;
        for (var model : content.get("models")) {
            collection.noteTypes().put(NoteType.of(model.asObject()).withId(id));
            id++;
        }
        content.get("decks").forEach(deck -> collection.decks().put(Deck.of(deck.asObject())));
        content.get("dconf").forEach(preset -> collection.deckOptions().put(Preset.of(preset.asObject())));
        ObjectNode config = content.get("conf").asObject();
        config.set("curModel", LongNode.valueOf(firstId));
        collection.config().replaceAll(config, 0, 0);
    }
}
