package lectern.e2e.anki.legacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// A collection of schema 11: note types, decks, deck options, config and tags are JSON in the one row of `col`. All
/// edits belong to one transaction, until `commit` or `rollback`.
final class LegacyCollection implements AutoCloseable {
    /// Changed here, and not sent yet.
    static final int PENDING = -1;

    private static final int MOST_ROWS_IN_A_CHUNK = 250;

    private final Connection connection;

    private LegacyCollection(Connection connection) {
        this.connection = connection;
    }

    static LegacyCollection open(Path file) {
        try {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            connection.setAutoCommit(false);
            var collection = new LegacyCollection(connection);
            if (collection.number("select ver from col") != 11) {
                throw new IllegalStateException("a client of this age can open schema 11 only");
            }
            return collection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // The one row

    long number(String query, Object... values) {
        return rows(query, values).get(0).get(0).asLong();
    }

    /// `models`, `decks`, `dconf`, `conf` or `tags`.
    ObjectNode objects(String column) {
        return (ObjectNode) Json.parse(
                rows("select " + column + " from col").get(0).get(0).asString().getBytes(StandardCharsets.UTF_8));
    }

    void objects(String column, ObjectNode objects) {
        execute("update col set " + column + " = ?", objects.toString());
    }

    void put(String column, String id, JsonNode object) {
        var all = objects(column);
        all.set(id, object);
        objects(column, all);
    }

    // What goes to the server

    /// Objects that changed here, which from now on count as sent.
    ArrayNode takePendingObjects(String column, long usn) {
        var all = objects(column);
        var pending = Json.array();
        for (var object : all.values()) {
            if (object.path("usn").asInt() == PENDING) {
                pending.add(((ObjectNode) object).put("usn", usn));
            }
        }
        objects(column, all);
        return pending;
    }

    ArrayNode takePendingTags(long usn) {
        var tags = objects("tags");
        var pending = Json.array();
        for (var tag : List.copyOf(tags.propertyNames())) {
            if (tags.path(tag).asInt() == PENDING) {
                pending.add(tag);
                tags.put(tag, usn);
            }
        }
        objects("tags", tags);
        return pending;
    }

    ObjectNode takePendingGraves(long usn) {
        var graves = Json.object();
        Map.of("cards", 0, "notes", 1, "decks", 2).forEach((kind, type) -> {
            var ids = graves.putArray(kind);
            rows("select oid from graves where usn = -1 and type = ?", type).forEach(row -> ids.add(row.get(0)));
        });
        execute("update graves set usn = ? where usn = -1", usn);
        return graves;
    }

    /// The next rows of all kinds, and whether they are the last.
    ObjectNode takePendingChunk(long usn) {
        var chunk = Json.object();
        int room = MOST_ROWS_IN_A_CHUNK;
        for (var table : Table.values()) {
            var rows = rows(
                    "select %s from %s where usn = -1 order by id limit %d".formatted(table.sent(), table.name, room));
            for (var row : rows) {
                ((ArrayNode) row).set(table.usn, Json.parse(bytes(Long.toString(usn))));
                execute(
                        "update " + table.name + " set usn = ? where id = ?",
                        usn,
                        row.get(0).asLong());
            }
            if (!rows.isEmpty()) {
                chunk.set(table.name, rows);
            }
            room -= rows.size();
        }
        return chunk.put("done", room > 0);
    }

    // What comes from the server

    void remove(JsonNode graves) {
        for (var kind : List.of("notes", "cards")) {
            graves.path(kind).forEach(id -> execute("delete from " + kind + " where id = ?", id.asLong()));
        }
        var decks = objects("decks");
        graves.path("decks").forEach(id -> decks.remove(id.asString()));
        objects("decks", decks);
    }

    /// What the server sends wins, unless what is here is younger.
    void merge(String column, JsonNode objects) {
        var all = objects(column);
        for (var object : objects) {
            var id = object.path("id").asString();
            if (all.path(id).path("mod").asLong() <= object.path("mod").asLong()) {
                all.set(id, object);
            }
        }
        objects(column, all);
    }

    void mergeTags(JsonNode names, long usn) {
        var tags = objects("tags");
        names.forEach(name -> tags.put(name.asString(), usn));
        objects("tags", tags);
    }

    void mergeChunk(JsonNode chunk) {
        for (var table : Table.values()) {
            chunk.path(table.name).forEach(row -> merge(table, (ArrayNode) row));
        }
    }

    private void merge(Table table, ArrayNode row) {
        var here = rows(
                "select usn, " + table.age + " from " + table.name + " where id = ?",
                row.get(0).asLong());
        if (!here.isEmpty() && !table.replaces(row, here.get(0))) {
            return;
        }
        var values = new ArrayList<Object>();
        row.forEach(value -> values.add(value.isString() ? value.asString() : value.asLong()));
        if (table == Table.NOTES) {
            derive(values);
        }
        execute(
                "insert or replace into %s (%s) values (%s)"
                        .formatted(table.name, table.columns, "?, ".repeat(values.size() - 1) + "?"),
                values.toArray());
    }

    /// The sort field and the checksum, which are not on the wire. Right for text without HTML.
    private static void derive(List<Object> note) {
        var first = String.valueOf(note.get(6)).split("\u001f", -1)[0];
        note.set(7, first);
        note.set(8, checksum(first));
    }

    static long checksum(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(bytes(text));
            return Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // SQL

    /// As arrays in the order of the columns.
    ArrayNode rows(String query, Object... values) {
        try (var statement = prepare(query, values);
                var result = statement.executeQuery()) {
            var rows = Json.array();
            while (result.next()) {
                var row = rows.addArray();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    switch (result.getObject(column)) {
                        case Integer number -> row.add(number);
                        case Long number -> row.add(number);
                        case String text -> row.add(text);
                        case Object other -> throw new IllegalStateException("unexpected: " + other);
                    }
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql, Object... values) {
        try (var statement = prepare(sql, values)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The tables whose rows travel as arrays, in the order of the columns on the wire.
    private enum Table {
        REVLOG("revlog", "id, cid, usn, ease, ivl, lastIvl, factor, time, type", 2, "0"),
        CARDS(
                "cards",
                "id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags,"
                        + " data",
                5,
                "mod"),
        NOTES("notes", "id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data", 4, "mod");

        private final String name;
        private final String columns;
        private final int usn;
        private final String age;

        Table(String name, String columns, int usn, String age) {
            this.name = name;
            this.columns = columns;
            this.usn = usn;
            this.age = age;
        }

        /// The receiver computes two columns of a note itself.
        String sent() {
            return columns.replace("sfld, csum", "'', ''");
        }

        /// A review is never replaced, a card or note only by one that is younger, unless nothing changed here.
        boolean replaces(JsonNode row, JsonNode here) {
            int mod = this == NOTES ? 3 : 4;
            return this != REVLOG
                    && (here.get(0).asLong() != PENDING
                            || here.get(1).asLong() < row.get(mod).asLong());
        }
    }
}
