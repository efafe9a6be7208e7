package lectern.anki.schema;

import java.util.Optional;
import java.util.OptionalLong;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.db.Row;
import lectern.db.Tx;
import lectern.json.Json;

/// What clients and add-ons remember with a collection: any JSON value under any key, kept as it was sent.
public final class ConfigEntries {
    private static final String ALL = "select KEY, val from config order by KEY";
    private static final String FIND = "select val from config where KEY = ?";
    private static final String PUT = """
            insert into config (KEY, usn, mtime_secs, val) values (?, ?, ?, ?)
            on conflict (KEY) do update set usn = excluded.usn, mtime_secs = excluded.mtime_secs, val = excluded.val
            """;

    private final Tx tx;

    public ConfigEntries(Tx tx) {
        this.tx = tx;
    }

    public ObjectNode all() {
        var all = Json.object();
        tx.each(ALL, row -> all.set(row.text("KEY"), value(row)));
        return all;
    }

    public Optional<JsonNode> find(String key) {
        return tx.one(FIND, ConfigEntries::value, key);
    }

    /// Empty for what is not there and for what is no whole number.
    public OptionalLong number(String key) {
        return find(key)
                .filter(value -> value.isIntegralNumber() && value.canConvertToLong())
                .map(value -> OptionalLong.of(value.longValue()))
                .orElseGet(OptionalLong::empty);
    }

    public void put(String key, JsonNode value, int usn, long seconds) {
        tx.update(PUT, key, usn, seconds, Verbatim.bytes(value));
    }

    public void replaceAll(ObjectNode entries, int usn, long seconds) {
        tx.update("delete from config");
        entries.properties().forEach(entry -> put(entry.getKey(), entry.getValue(), usn, seconds));
    }

    private static JsonNode value(Row row) {
        try {
            return Json.parse(row.bytes("val"));
        } catch (Json.Malformed malformed) {
            throw new Unreadable("an entry of the configuration is " + malformed.reason());
        }
    }
}
