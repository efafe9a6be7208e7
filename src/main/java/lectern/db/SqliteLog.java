package lectern.db;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the write-ahead log of a SQLite file short.
///
/// SQLite begins the log anew at a moment when nobody reads from it, and a busy server has none: each read
/// overlaps with the next, and the file would grow until the disk is full. So once it is long, the next reads are
/// held back until those under way have ended, and the log is cut off.
final class SqliteLog {
    private static final Logger log = LoggerFactory.getLogger(SqliteLog.class);

    /// How long it is when SQLite begins to move it into the database. Four times SQLite's own choice: a page that many
    /// writes change is moved once for all of them.
    static final int PAGES = 4_000;

    /// Four times as much.
    private static final long LONGEST = 64L * 1024 * 1024;

    /// How long a slow read may keep the others waiting.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

    private final File file;
    private final long longest;
    private final Duration patience;
    private final Duration againAfter;
    private final ReentrantReadWriteLock reads = new ReentrantReadWriteLock();
    private long next = System.nanoTime(); // the writer's thread alone uses it

    private SqliteLog(File file, long longest, Duration patience, Duration againAfter) {
        this.file = file;
        this.longest = longest;
        this.patience = patience;
        this.againAfter = againAfter;
    }

    static SqliteLog of(Path database) {
        return of(database, LONGEST, PATIENCE, AGAIN_AFTER);
    }

    static SqliteLog of(Path database, long longest, Duration patience, Duration againAfter) {
        var file = database.resolveSibling(database.getFileName() + "-wal").toFile();
        return new SqliteLog(file, longest, patience, againAfter);
    }

    /// Waits while the log is being cut off.
    void beginRead() {
        reads.readLock().lock();
    }

    void endRead() {
        reads.readLock().unlock();
    }

    /// Between two transactions of the writer. A read that is too slow, or another process, is not waited for: there
    /// is a next time.
    void shorten(SqliteSession writer) {
        if (file.length() >= longest && System.nanoTime() - next >= 0 && !cut(writer)) {
            next = System.nanoTime() + againAfter.toNanos();
            log.warn("the write-ahead log has {} MiB and is in use", file.length() / (1024 * 1024));
        }
    }

    private boolean cut(SqliteSession writer) {
        try {
            if (!reads.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return writer.cutLog();
        } catch (DatabaseException e) {
            log.warn("the write-ahead log cannot be cut off: {}", e.getMessage());
            return false;
        } finally {
            reads.writeLock().unlock();
        }
    }
}
