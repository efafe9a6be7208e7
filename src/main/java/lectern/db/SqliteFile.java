package lectern.db;

import java.nio.file.Path;

/// Somebody else's SQLite file, read only, with its write-ahead log when that lies beside it. SQLite locks what it
/// reads, so a file that another program uses is copied first.
///
/// Used by one platform thread at a time: SQLite's native calls would hold the carrier of a virtual one.
public final class SqliteFile implements AutoCloseable {
    private final SqliteSession session;

    private SqliteFile(SqliteSession session) {
        this.session = session;
    }

    /// What is not a SQLite file shows when it is read.
    public static SqliteFile open(Path file) {
        return new SqliteFile(SqliteSession.toRead(file));
    }

    /// Runs `work` on one snapshot, on the caller's thread.
    public <T> T read(Work<T> work) {
        session.execute("begin");
        try {
            return session.tx().run(work);
        } finally {
            session.rollback();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
