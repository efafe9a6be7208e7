package lectern.anki.statistics;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import lectern.anki.schema.Deck;
import lectern.anki.schema.Decks;
import lectern.anki.schema.EmptyCollection;
import lectern.anki.schema.Unicase;
import lectern.db.SqliteFile;
import lectern.db.Tx;
import lectern.db.Work;
import lectern.json.Json;

/// A collection whose rows a test writes itself.
public final class TestCollection {
    private static final String CARD = """
            insert into cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid,
                flags, data) values (?, ?, ?, 0, 0, 0, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, 0, '')
            """;

    private static final String REVIEW = """
            insert into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) values (?, 1, 0, ?, 0, ?, ?, ?, ?)
            """;

    private static final String NOTE = """
            insert into notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)
            values (?, ?, ?, ?, 0, '', ?, '', 0, 0, '')
            """;

    private static final String CONFIG =
            "insert or replace into config (KEY, usn, mtime_secs, val) values (?, 0, 0, ?)";

    private final Path file;
    private final List<Work<Integer>> rows = new ArrayList<>();

    private long lastId;

    private TestCollection(Path file) {
        this.file = file;
    }

    /// An empty one, made at that moment somewhere in the zone.
    public static TestCollection made(Path file, Instant at, ZoneOffset zone) {
        EmptyCollection.create(file, at, zone);
        var minutesWest = Integer.toString(-zone.getTotalSeconds() / 60);
        return new TestCollection(file)
                .config("schedVer", "2")
                .config("sched2021", "true")
                .config("creationOffset", minutesWest)
                .config("localOffset", minutesWest);
    }

    public Path file() {
        return file;
    }

    public TestCollection config(String key, String json) {
        return row(tx -> tx.update(CONFIG, key, json.getBytes(StandardCharsets.UTF_8)));
    }

    public TestCollection withoutConfig(String key) {
        return row(tx -> tx.update("delete from config where KEY = ?", key));
    }

    /// With `::` in a name it lies below other decks.
    public TestCollection deck(long id, String name) {
        return deck(id, name, false);
    }

    public TestCollection filteredDeck(long id, String name) {
        return deck(id, name, true);
    }

    private TestCollection deck(long id, String name, boolean filtered) {
        var json = Json.object()
                .put("id", id)
                .put("mod", 0)
                .put("name", name)
                .put("usn", 0)
                .put("dyn", filtered ? 1 : 0)
                .put("collapsed", false)
                .put("resched", true)
                .put("conf", 1);
        for (var counter : List.of("lrnToday", "revToday", "newToday", "timeToday")) {
            json.putArray(counter).add(0).add(0);
        }
        json.putArray("terms");
        return row(tx -> {
            new Decks(tx).put(Deck.of(json));
            return 1;
        });
    }

    /// As its row has it.
    ///
    /// @param type 0 new, 1 learning, 2 review, 3 relearning
    /// @param queue the same, 3 for learning on another day, 4 for a preview; -1 suspended, -2 and -3 buried
    public record Card(long deck, int type, int queue, long due, int interval, long dueAtHome, long home) {
        public static Card of(int type, int queue, long due) {
            return new Card(1, type, queue, due, 0, 0, 0);
        }

        public Card in(long another) {
            return new Card(another, type, queue, due, interval, dueAtHome, home);
        }

        public Card every(int days) {
            return new Card(deck, type, queue, due, days, dueAtHome, home);
        }

        public Card borrowedFrom(long deck, long dueThere) {
            return new Card(this.deck, type, queue, due, interval, dueThere, deck);
        }
    }

    public TestCollection card(Card card) {
        lastId++;
        long id = lastId;
        return row(tx -> tx.update(
                CARD,
                id,
                id,
                card.deck(),
                card.type(),
                card.queue(),
                card.due(),
                card.interval(),
                1001,
                card.dueAtHome(),
                card.home()));
    }

    /// An answer, or what stands in their place.
    ///
    /// @param kind 0 learning, 1 review, 2 relearning, 3 filtered, 4 by hand, 5 rescheduled
    /// @param ease the button: 1 is *Again*, 0 is none
    /// @param lastInterval in days, or in negative seconds
    public record Review(Instant at, int kind, int ease, int lastInterval, int factor, int millis) {
        public Review(Instant at, int kind, int ease, int lastInterval) {
            this(at, kind, ease, lastInterval, 2500, 1000);
        }
    }

    public TestCollection review(Review review) {
        return row(tx -> tx.update(
                REVIEW,
                review.at(),
                review.ease(),
                review.lastInterval(),
                review.factor(),
                review.millis(),
                review.kind()));
    }

    public TestCollection note(long id, long noteType, long modified, String... fields) {
        return row(tx -> tx.update(NOTE, id, "guid" + id, noteType, modified, String.join("\u001f", fields)));
    }

    public TestCollection row(Work<Integer> row) {
        rows.add(row);
        return this;
    }

    /// Writes what was told since the last time.
    public TestCollection write() {
        try (var collection = SqliteFile.openToWrite(file, Unicase.COLLATION)) {
            collection.write((Tx tx) -> {
                rows.forEach(row -> row.in(tx));
                return rows.size();
            });
            collection.checkpoint();
        }
        rows.clear();
        return this;
    }

    public <T> T read(Work<T> work) {
        write();
        try (var collection = SqliteFile.openToWrite(file, Unicase.COLLATION)) {
            return collection.read(work);
        }
    }

    public Study study(Instant now) {
        return read(tx -> Studies.read(tx, now));
    }
}
