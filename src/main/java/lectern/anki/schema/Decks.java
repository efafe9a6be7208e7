package lectern.anki.schema;

import java.util.List;
import java.util.Optional;

import lectern.db.Row;
import lectern.db.Tx;

/// The decks of a collection.
public final class Decks {
    private static final String SINCE = """
            select id, name, mtime_secs, usn, common, kind
            from decks where usn >= ? order by usn, mtime_secs desc, id
            """;

    private static final String FIND = """
            select id, name, mtime_secs, usn, common, kind
            from decks where id = ?
            """;

    private static final String NAMESAKE = """
            select id, name, mtime_secs, usn, common, kind
            from decks where name = ? and id <> ?
            """;

    private static final String PUT = """
            insert into decks (id, name, mtime_secs, usn, common, kind) values (?, ?, ?, ?, ?, ?)
            on conflict (id) do update set
                name = excluded.name, mtime_secs = excluded.mtime_secs, usn = excluded.usn,
                common = excluded.common, kind = excluded.kind
            """;

    private final Tx tx;

    public Decks(Tx tx) {
        this.tx = tx;
    }

    /// Those changed in the sync with this number, or later, in an order in which a device never meets a name before
    /// the deck that had it was given another.
    public List<Deck> since(int usn) {
        return tx.list(SINCE, Decks::deck, usn);
    }

    public List<Deck> all() {
        return since(Integer.MIN_VALUE);
    }

    public Optional<Deck> find(long id) {
        return tx.one(FIND, Decks::deck, id);
    }

    /// The other one that has the name of this one.
    public Optional<Deck> namesake(Deck deck) {
        return namesake(deck.name(), deck.id());
    }

    /// The same under a name that no other has: pluses are added to its last component until it is so.
    public Deck uniquelyNamed(Deck deck) {
        return deck.withName(Names.unique(deck.name(), "+", name -> isTaken(name, deck.id())));
    }

    boolean isTaken(String name, long byOtherThan) {
        return namesake(name, byOtherThan).isPresent();
    }

    private Optional<Deck> namesake(String name, long id) {
        return tx.one(NAMESAKE, Decks::deck, name, id);
    }

    /// Stores it instead of the one with the same id, of which it inherits what the wire does not carry. Its name
    /// must be free.
    public void put(Deck sent) {
        var deck = find(sent.id()).map(sent::keepUnknown).orElse(sent);
        tx.update(
                PUT,
                deck.id(),
                deck.name(),
                deck.modified(),
                deck.usn(),
                deck.common().bytes(),
                deck.kind().bytes());
    }

    private static Deck deck(Row row) {
        return new Deck(
                row.whole("id"),
                row.text("name"),
                row.whole("mtime_secs"),
                Rows.usn(row),
                Message.of(row.bytes("common")),
                Message.of(row.bytes("kind")));
    }
}
