package lectern.db;

/// A transaction on a [SqliteFile] that lasts from one call to the next. If it writes, nobody else writes to the file
/// until [#commit()], and nobody sees what was written. If it reads, nobody notices.
///
/// A run that throws ends it and leaves nothing behind, and so does [#close()] before the commit.
public final class SqliteTransaction implements AutoCloseable {
    private final SqliteSession session;
    private boolean over;

    private SqliteTransaction(SqliteSession session) {
        this.session = session;
    }

    static SqliteTransaction begin(SqliteSession session) {
        session.execute("begin immediate");
        return new SqliteTransaction(session);
    }

    static SqliteTransaction beginToRead(SqliteSession session) {
        session.execute("begin");
        session.ask("select 1 from sqlite_schema"); // SQLite itself begins with the first look
        return new SqliteTransaction(session);
    }

    /// Runs `work` on the caller's thread, as often as it is called.
    public <T> T run(Work<T> work) {
        open();
        try {
            return session.tx().run(work);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /// Runs every statement of a script.
    public void script(String sql) {
        open();
        try {
            session.script(sql);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    public void commit() {
        open();
        try {
            session.execute("commit");
            over = true;
        } finally {
            close();
        }
    }

    private void open() {
        if (over) {
            throw new IllegalStateException("This transaction is over.");
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            session.rollback();
        }
    }
}
