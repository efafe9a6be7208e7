package lectern.anki.schema;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import lectern.db.DatabaseException;
import lectern.db.SqliteFile;
import lectern.db.Tx;

/// What a client sends as its whole collection, before it replaces the stored one: anybody's bytes until they are
/// looked at.
public final class UploadedCollection {
    private static final long OLD_SCHEMA = 11;
    private static final long SCHEMA = 18;

    private static final String STRANGERS = """
            select count(*) as strangers from sqlite_schema
            where type in ('trigger', 'view') or sql like 'create virtual%'
            """;

    private static final List<String> COMMON_COLUMNS = List.of(
            "select id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags from col limit 0",
            "select id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data from notes limit 0",
            """
            select id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data
            from cards limit 0
            """,
            "select id, cid, usn, ease, ivl, lastIvl, factor, time, type from revlog limit 0",
            "select oid, type, usn from graves limit 0");

    private static final List<String> CLEAR_UNSENT = List.of(
            "update notes set usn = 0 where usn = -1",
            "update cards set usn = 0 where usn = -1",
            "update revlog set usn = 0 where usn = -1",
            "update graves set usn = 0 where usn = -1",
            "update notetypes set usn = 0 where usn = -1",
            "update decks set usn = 0 where usn = -1",
            "update deck_config set usn = 0 where usn = -1",
            "update tags set usn = 0 where usn = -1");

    private UploadedCollection() {}

    /// Looks through the file and makes it one that can be stored: of schema 18, and without anything that a client
    /// marks as not sent yet. A file that needs neither keeps its bytes. Afterwards it is closed, and nothing lies
    /// beside it.
    ///
    /// @param limit how long SQLite's own check may take
    /// @return that check's outcome, which found no problem as far as it came
    /// @throws Unreadable when it is no collection, one of a schema that is not taken, or damaged
    public static Integrity prepare(Path file, Duration limit, Instant now) {
        try (var opened = SqliteFile.openToWrite(file, Unicase.COLLATION)) {
            long schema = opened.read(UploadedCollection::schema);
            var integrity = Integrity.within(limit, opened);
            if (!integrity.sound()) {
                throw new Unreadable("it is damaged: " + integrity.problems().getFirst());
            }
            if (schema == OLD_SCHEMA) {
                Upgrade.run(opened, now);
            }
            opened.read(UploadedCollection::readObjects);
            opened.write(UploadedCollection::clearUnsent);
            return integrity;
        } catch (DatabaseException.Damaged | DatabaseException.Unexpected | DatabaseException.Conflict _) {
            throw new Unreadable("it is no collection, or a damaged one"); // SQLite's words name our folders
        }
    }

    private static long schema(Tx tx) {
        if (tx.one(STRANGERS, row -> row.whole("strangers")).orElseThrow() > 0) {
            throw new Unreadable("it has a trigger, a view or a virtual table, which no collection has");
        }
        COMMON_COLUMNS.forEach(columns -> tx.one(columns, _ -> true));
        var schemas = tx.list("select ver from col", row -> row.whole("ver"));
        if (schemas.size() != 1) {
            throw new Unreadable("it has " + schemas.size() + " rows that describe it");
        }
        long schema = schemas.getFirst();
        if (schema != OLD_SCHEMA && schema != SCHEMA) {
            throw new Unreadable(
                    "its schema is " + schema + ", and this server takes " + OLD_SCHEMA + " and " + SCHEMA);
        }
        return schema;
    }

    /// What cannot be read now could not be synced later.
    private static boolean readObjects(Tx tx) {
        var collection = new Schema18(tx);
        collection.noteTypes().all().forEach(NoteType::toJson);
        collection.decks().all().forEach(Deck::toJson);
        collection.deckOptions().all().forEach(Preset::toJson);
        collection.config().all();
        collection.tags().since(0);
        return true;
    }

    private static int clearUnsent(Tx tx) {
        return CLEAR_UNSENT.stream().mapToInt(tx::update).sum();
    }
}
