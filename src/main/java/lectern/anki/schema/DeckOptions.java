package lectern.anki.schema;

import java.util.List;
import java.util.Optional;

import lectern.db.Row;
import lectern.db.Tx;

/// The presets of deck options of a collection. Several may have one name.
public final class DeckOptions {
    private static final String SINCE = """
            select id, name, mtime_secs, usn, config
            from deck_config where usn >= ? order by id
            """;

    private static final String FIND = """
            select id, name, mtime_secs, usn, config
            from deck_config where id = ?
            """;

    private static final String PUT = """
            insert into deck_config (id, name, mtime_secs, usn, config) values (?, ?, ?, ?, ?)
            on conflict (id) do update set
                name = excluded.name, mtime_secs = excluded.mtime_secs, usn = excluded.usn, config = excluded.config
            """;

    private final Tx tx;

    public DeckOptions(Tx tx) {
        this.tx = tx;
    }

    /// Those changed in the sync with this number, or later.
    public List<Preset> since(int usn) {
        return tx.list(SINCE, DeckOptions::preset, usn);
    }

    public List<Preset> all() {
        return since(Integer.MIN_VALUE);
    }

    public Optional<Preset> find(long id) {
        return tx.one(FIND, DeckOptions::preset, id);
    }

    /// Stores it instead of the one with the same id, of which it inherits what the wire does not carry.
    public void put(Preset sent) {
        var preset = find(sent.id()).map(sent::keepUnknown).orElse(sent);
        tx.update(
                PUT,
                preset.id(),
                preset.name(),
                preset.modified(),
                preset.usn(),
                preset.config().bytes());
    }

    private static Preset preset(Row row) {
        return new Preset(
                row.whole("id"),
                row.text("name"),
                row.whole("mtime_secs"),
                Rows.usn(row),
                Message.of(row.bytes("config")));
    }
}
