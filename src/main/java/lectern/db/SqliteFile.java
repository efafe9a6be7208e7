package lectern.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// One connection to a SQLite file that is not our database: another program's, or one that we keep in another
/// program's format. Nothing in it is trusted: no extension is loaded for it, its views and triggers call no
/// function that could do harm, and what is no SQLite file shows at the first look at its content, if not before.
///
/// SQLite locks what it reads, so a file that another program uses is copied first. Used by one platform thread at
/// a time, which need not be the same each time: SQLite's native calls would hold the carrier of a virtual one.
public final class SqliteFile implements AutoCloseable {
    /// How SQLite makes sure of a transaction. A file says so itself, and keeps it when it is copied.
    public enum Journal {
        /// Readers do not wait for the writer; there is a second file beside the first while it is open.
        WRITE_AHEAD_LOG("wal"),
        ROLLBACK("delete");

        private final String pragma;

        Journal(String pragma) {
            this.pragma = pragma;
        }
    }

    private final Path file;
    private final SqliteSession session;

    private SqliteFile(Path file, SqliteSession session) {
        this.file = file;
        this.session = session;
    }

    /// To read only, with its write-ahead log when that lies beside it. Of a file that wants such a log an empty
    /// one is left there, because only who may write takes it away.
    public static SqliteFile open(Path file, Collation... collations) {
        return distrusting(file, SqliteSession.toRead(file, collations));
    }

    /// To read a file that nobody changes as long as it exists, and that has no log. Nothing is left beside it.
    public static SqliteFile openUnchanging(Path file, Collation... collations) {
        return distrusting(file, SqliteSession.toReadUnchanging(file, collations));
    }

    /// To read and write a file that is there.
    public static SqliteFile openToWrite(Path file, Collation... collations) {
        if (Files.notExists(file)) {
            throw new DatabaseException.Unavailable("There is no " + file + ".");
        }
        return distrusting(file, SqliteSession.toWrite(file, collations));
    }

    /// An empty database that only its owner may read. The file must not be there yet.
    public static SqliteFile create(Path file, Collation... collations) {
        try {
            Files.createFile(file, SqliteDatabase.ownerOnly());
        } catch (IOException e) {
            throw new DatabaseException.Unavailable(file + " cannot be made: " + e + ".", e);
        }
        return openToWrite(file, collations);
    }

    private static SqliteFile distrusting(Path file, SqliteSession session) {
        session.script("pragma trusted_schema = off; pragma cell_size_check = on; pragma foreign_keys = off");
        return new SqliteFile(file, session);
    }

    /// Runs `work` on one snapshot, on the caller's thread. Not while a transaction is open: that reads for itself.
    public <T> T read(Work<T> work) {
        session.execute("begin");
        try {
            return session.tx().run(work);
        } finally {
            session.rollback();
        }
    }

    /// The same with a limit. Empty when the time was over before the work was done.
    public <T> Optional<T> readWithin(Duration limit, Work<T> work) {
        return session.within(limit, () -> read(work));
    }

    /// Runs `work` in a transaction of its own, which is durable when this returns, and leaves nothing when it
    /// throws.
    public <T> T write(Work<T> work) {
        try (var transaction = begin()) {
            var result = transaction.run(work);
            transaction.commit();
            return result;
        }
    }

    /// Begins a transaction that lasts beyond this call; the only one of this connection.
    public SqliteTransaction begin() {
        return SqliteTransaction.begin(session);
    }

    /// Not within a transaction, and not while others have the file open.
    public void journal(Journal journal) {
        if (!session.ask("pragma journal_mode = " + journal.pragma).equals(journal.pragma)) {
            throw new DatabaseException.Unavailable(file + " does not take the journal mode " + journal.pragma + ".");
        }
    }

    /// Begins to read: what is run in the transaction sees the file as it is now, however long that takes and even
    /// when another file is put in its place. The only transaction of this connection.
    public SqliteTransaction beginToRead() {
        return SqliteTransaction.beginToRead(session);
    }

    /// Moves what stands in the write-ahead log into the file and empties the log. False when somebody still reads
    /// from it, or writes to it, for whom this hardly waits: whoever closes the file last does it then.
    public boolean checkpoint() {
        return session.cutLog();
    }

    /// Writes a copy of the last committed state to a new file, page by page as they are; others may write
    /// meanwhile.
    public void copyTo(Path copy) {
        session.copyTo(copy);
    }

    @Override
    public void close() {
        session.close();
    }
}
