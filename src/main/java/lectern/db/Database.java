package lectern.db;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// The one database of a server: a SQLite file or a PostgreSQL database, already migrated, safe to call from any
/// thread.
///
/// A second process (the command line) may work on the same data at the same time; nothing here assumes to be alone.
public interface Database extends AutoCloseable {
    /// Opens and, under a lock, migrates. Refuses what a newer program or another program wrote, and leaves it as it
    /// was.
    static Database open(DatabaseSettings settings) {
        return switch (settings) {
            case DatabaseSettings.Sqlite(var file) -> SqliteDatabase.open(file, Migration.all(Dialect.SQLITE));
            case DatabaseSettings.Postgres postgres -> PostgresDatabase.open(postgres, Migration.all(Dialect.POSTGRES));
        };
    }

    /// Looks through a database without changing it, also while a server uses it. What keeps it from being looked at is
    /// thrown.
    static DatabaseCheck check(DatabaseSettings settings) {
        return switch (settings) {
            case DatabaseSettings.Sqlite(var file) -> SqliteCheck.of(file);
            case DatabaseSettings.Postgres postgres -> PostgresDatabase.check(postgres);
        };
    }

    /// Runs `work` on one consistent snapshot and returns what it returned. It may run more than once.
    <T> T read(Work<T> work);

    /// The first row of one select, as [#read] would find it. For a select that finds its few rows by their keys at
    /// once, wherever they lie: it may run on the caller's own thread.
    default <T> Optional<T> lookUp(String sql, RowReader<T> reader, @Nullable Object... values) {
        return read(tx -> tx.one(sql, reader, values));
    }

    /// Runs `work` as one atomic step that is durable when this returns. What it throws reaches the caller, and
    /// then nothing of it is stored. It may run more than once, so it must have no effect but through its `Tx`.
    <T> T write(Work<T> work);

    /// Whoever follows the data waits here for something to read.
    Commits commits();

    Dialect dialect();

    /// Lets running work end, refuses what comes later, and releases every connection.
    @Override
    void close();
}
