package lectern.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks through a SQLite file without changing it. SQLite's quick check reads every page but leaves out the
/// comparison of indexes with their tables, so it takes seconds for a gigabyte.
final class SqliteCheck {
    private static final int MOST_PROBLEMS = 20;

    private SqliteCheck() {}

    static DatabaseCheck of(Path path) {
        var file = path.toAbsolutePath().normalize();
        var migrations = Migration.all(Dialect.SQLITE);
        var header = SqliteHeader.of(file)
                .orElseThrow(() -> new DatabaseException.Unavailable("There is no database at " + file + " yet."));
        SqliteDatabase.refuseOthers(file, header, migrations);
        try (var session = SqliteSession.toRead(file)) {
            return new DatabaseCheck(
                    file.toString(),
                    "SQLite " + session.ask("select sqlite_version()"),
                    Long.parseLong(session.ask("pragma user_version")),
                    Migrations.last(migrations),
                    size(file) + size(file.resolveSibling(file.getFileName() + "-wal")),
                    Optional.of(session.ask("pragma journal_mode")),
                    problems(session.tx()));
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new DatabaseException.Unavailable(file + " cannot be read: " + e + ".", e);
        }
    }

    private static List<String> problems(Tx tx) {
        var problems = new ArrayList<String>();
        try {
            problems.addAll(tx.list("pragma quick_check(" + MOST_PROBLEMS + ")", row -> row.text("quick_check")));
            problems.remove("ok");
            tx.list("pragma foreign_key_check", row -> row.text("table")).stream()
                    .distinct()
                    .map(table -> "A row of the table " + table + " refers to a row that is not there.")
                    .forEach(problems::add);
        } catch (DatabaseException.Damaged e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }
}
