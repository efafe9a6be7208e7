package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import tools.jackson.databind.JsonNode;

/// A collection file in the hands of plain JDBC: the least that a server could do with the same rows.
record PlainCollection(Path file) {
    private static final String NOTES = "id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data";
    private static final String CARDS =
            "id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data";

    /// A file with this content, new or instead of another.
    static PlainCollection of(Path file, byte[] content) {
        try {
            Files.write(file, content);
            return new PlainCollection(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Rows as they are bound, by table.
    record Rows(List<Object[]> notes, List<Object[]> cards) {
        /// Of the chunks that a device sent, or was sent.
        static Rows of(List<JsonNode> chunks) {
            var rows = new Rows(new ArrayList<>(), new ArrayList<>());
            for (var chunk : chunks) {
                chunk.path("notes").forEach(row -> rows.notes.add(values(row)));
                chunk.path("cards").forEach(row -> rows.cards.add(values(row)));
            }
            return rows;
        }

        private static Object[] values(JsonNode row) {
            return row.values().stream()
                    .map(value -> value.isString() ? value.asString() : (Object) value.asLong())
                    .toArray();
        }
    }

    /// In one transaction, on disk when this returns.
    void insert(Rows rows) {
        use(connection -> {
            insert(connection, "notes", NOTES, rows.notes);
            insert(connection, "cards", CARDS, rows.cards);
            connection.commit();
        });
    }

    private static void insert(Connection connection, String table, String columns, List<Object[]> rows)
            throws SQLException {
        var marks = "?, ".repeat(columns.split(",", -1).length - 1) + "?";
        var sql = "insert or replace into %s (%s) values (%s)".formatted(table, columns, marks);
        try (var statement = connection.prepareStatement(sql)) {
            for (var row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.executeUpdate();
            }
        }
    }

    /// Every value of the rows that came with a sync, and how many rows there were.
    int read(long sinceUsn) {
        var count = new int[1];
        use(connection -> {
            for (var query : List.of("select " + NOTES + " from notes", "select " + CARDS + " from cards")) {
                try (var statement = connection.prepareStatement(query + " where usn >= ?")) {
                    statement.setLong(1, sinceUsn);
                    var rows = statement.executeQuery();
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            rows.getObject(column);
                        }
                        count[0]++;
                    }
                }
            }
        });
        return count[0];
    }

    /// Notes of a megabyte each, which no compression makes smaller.
    void grow(int megabytes) {
        var random = new Random(1);
        use(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into notes select id + ?, 'large' || ?, mid, mod, 0, '', 'large' || char(31) || ?, 'large', 1, 0, ''
                    from notes order by id limit 1
                    """)) {
                for (int i = 1; i <= megabytes; i++) {
                    var bytes = new byte[750_000];
                    random.nextBytes(bytes);
                    statement.setInt(1, -i);
                    statement.setInt(2, i);
                    statement.setString(3, new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII));
                    statement.executeUpdate();
                }
            }
            connection.commit();
        });
    }

    private interface Use {
        void of(Connection connection) throws SQLException;
    }

    /// Closing the only connection folds the log into the file.
    private void use(Use use) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (var statement = connection.createStatement()) {
                statement.execute("pragma journal_mode = wal");
                statement.execute("pragma synchronous = full");
            }
            connection.setAutoCommit(false);
            use.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
