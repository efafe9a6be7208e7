package lectern.db;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

import org.sqlite.BusyHandler;
import org.sqlite.JDBC;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/// One connection to a SQLite file with its prepared statements, used by one thread at a time.
final class SqliteSession implements Statements, AutoCloseable {
    private static final int MOST_STATEMENTS = 200; // more texts than this program has; each costs some kilobytes

    private static final int STEPS_BETWEEN_LOOKS = 50_000; // of SQLite's machine: a millisecond or two

    private static final int ALL_PAGES = -1;

    private static final String ROLLBACK = "rollback";

    private final SQLiteConnection connection;
    private final Patience patience;
    private final SqlErrors errors;
    private final LinkedHashMap<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);

    private SqliteSession(SQLiteConnection connection, Patience patience, SqlErrors errors) {
        this.connection = connection;
        this.patience = patience;
        this.errors = errors;
    }

    static SqliteSession toWrite(Path file, Collation... collations) {
        return open(file, "", false, collations);
    }

    static SqliteSession toRead(Path file, Collation... collations) {
        return open(file, "", true, collations);
    }

    /// Without a lock, and without a look for a log.
    static SqliteSession toReadUnchanging(Path file, Collation... collations) {
        return open(file, "?immutable=1", true, collations);
    }

    private static SqliteSession open(Path file, String parameters, boolean readOnly, Collation... collations) {
        var errors = new SqliteErrors(file);
        var config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setGetGeneratedKeys(false); // else the driver asks for the last row id after every insert
        try {
            // a URI, because the driver takes a question mark in a plain path for the start of parameters
            var connection = JDBC.createConnection(JDBC.PREFIX + file.toUri() + parameters, config.toProperties());
            // we begin and commit ourselves; else the driver tries to, around every statement
            connection.getConnectionConfig().setAutoCommit(false);
            var patience = new Patience();
            BusyHandler.setHandler(connection, patience);
            for (var collation : collations) {
                org.sqlite.Collation.create(connection, collation.name(), new Ordering(collation.order()));
            }
            return new SqliteSession(connection, patience, errors);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    JdbcTx tx() {
        return new JdbcTx(this, errors);
    }

    /// Runs `pragma ...` or the like and returns the first column of its first row.
    String ask(String sql) {
        try {
            return first(sql);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    private String first(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    /// Changes how the file keeps its log. It is the one thing that SQLite refuses at once when another process is in
    /// the way, since both may hold the lock that the other wants.
    String keepLog(String mode) {
        for (int tried = 0; ; tried++) {
            try {
                return first("pragma journal_mode = " + mode);
            } catch (SQLException e) {
                if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code || !patience.again(tried)) {
                    throw errors.ours(e);
                }
            }
        }
    }

    /// Runs every statement of a script.
    void script(String sql) {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    void execute(String sql) {
        try {
            take(sql).execute();
        } catch (SQLException e) {
            drop(sql);
            throw errors.ours(e);
        }
    }

    /// After some failures (a full disk, for one) SQLite has rolled back by itself, and there is nothing left to do.
    void rollback() {
        try {
            take(ROLLBACK).execute();
        } catch (SQLException _) {
            drop(ROLLBACK); // and the next `begin` shows whether the connection is still good
        }
    }

    /// Moves what the write-ahead log holds into the database and cuts the log off. False when another process is
    /// in the way, for which this hardly waits.
    boolean cutLog() {
        patience.tries = Patience.A_FEW_TRIES;
        try {
            return ask("pragma wal_checkpoint(truncate)").equals("0");
        } finally {
            patience.tries = Patience.TRIES;
        }
    }

    /// Ends `work` after a time, whatever statement it is in, which leaves it without a result.
    <T> Optional<T> within(Duration limit, Supplier<T> work) {
        var deadline = new Deadline(System.nanoTime() + limit.toNanos());
        try {
            ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, deadline);
            return Optional.of(work.get());
        } catch (SQLException e) {
            throw errors.ours(e);
        } catch (DatabaseException e) {
            if (deadline.over) {
                return Optional.empty();
            }
            throw e;
        } finally {
            forgetDeadline();
        }
    }

    private void forgetDeadline() {
        try {
            ProgressHandler.clearHandler(connection);
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    void copyTo(Path copy) {
        try {
            int code = connection.getDatabase().backup("main", copy.toString(), null, 0, 0, ALL_PAGES);
            if (code != 0) {
                throw errors.ours(DB.newSQLException(code, "the copy " + copy + " failed"));
            }
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    @Override
    public PreparedStatement take(String sql) throws SQLException {
        var known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        if (prepared.size() >= MOST_STATEMENTS) {
            prepared.pollFirstEntry().getValue().close();
        }
        var statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        return statement;
    }

    /// What was bound stays bound until the next run binds its own: clearing it makes SQLite prepare the
    /// statement anew, which costs more than running it.
    @Override
    public void giveBack(PreparedStatement statement) {}

    /// The driver finalizes a statement after some failures, and it would fail for ever.
    @Override
    public void drop(String sql) {
        var failed = prepared.remove(sql);
        if (failed != null) {
            try {
                failed.close();
            } catch (SQLException _) {
                // it is gone either way
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    /// How long to wait for another process. SQLite's own waiting grows to 100 ms between two tries, and would
    /// hardly ever meet the moments between two groups of a busy server; see [SqliteWriter].
    private static final class Patience extends BusyHandler {
        private static final int TRIES = 5_000;
        private static final int A_FEW_TRIES = 20;

        private int tries = TRIES;

        @Override
        protected int callback(int tried) {
            return again(tried) ? 1 : 0;
        }

        /// Whether it is worth another try, after a short sleep.
        private boolean again(int tried) {
            try {
                Thread.sleep(1);
                return tried < tries;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static final class Ordering extends org.sqlite.Collation {
        private final Comparator<String> order;

        Ordering(Comparator<String> order) {
            this.order = order;
        }

        @Override
        protected int xCompare(String left, String right) {
            return order.compare(left, right);
        }
    }

    private static final class Deadline extends ProgressHandler {
        private final long nanoTime;
        private boolean over;

        Deadline(long nanoTime) {
            this.nanoTime = nanoTime;
        }

        @Override
        protected int progress() {
            over |= System.nanoTime() - nanoTime >= 0;
            return over ? 1 : 0;
        }
    }
}
