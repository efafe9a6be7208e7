package lectern.db;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the other processes on a PostgreSQL database that this one has committed.
///
/// Not within the transaction that commits, because PostgreSQL lets only one transaction at a time commit that tells
/// something: afterwards, and once for everything that was committed meanwhile.
final class PostgresAnnouncer implements AutoCloseable {
    static final String CHANNEL = "lectern_commits";

    private static final Logger log = LoggerFactory.getLogger(PostgresAnnouncer.class);

    private static final String TELL = "select pg_notify('" + CHANNEL + "', ?)";

    private static final Duration AT_MOST_EVERY = Duration.ofMillis(20);

    private final DataSource connections;
    private final PostgresErrors errors;
    private final String sender;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = Thread.ofVirtual().name("postgres-announcer").unstarted(this::announce);
    private boolean untold; // guarded by lock
    private boolean closed; // guarded by lock

    private PostgresAnnouncer(DataSource connections, PostgresErrors errors, String sender) {
        this.connections = connections;
        this.errors = errors;
        this.sender = sender;
    }

    /// `sender` is what tells this process from the others.
    static PostgresAnnouncer start(DataSource connections, PostgresErrors errors, String sender) {
        var announcer = new PostgresAnnouncer(connections, errors, sender);
        announcer.thread.start();
        return announcer;
    }

    void committed() {
        lock.lock();
        try {
            untold = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void announce() {
        while (awaitCommit()) {
            try {
                tell();
            } catch (DatabaseException e) {
                log.warn("other processes were not told of what this one has written: {}", e.getMessage());
            }
            LockSupport.parkNanos(AT_MOST_EVERY.toNanos());
        }
    }

    private boolean awaitCommit() {
        lock.lock();
        try {
            while (!untold && !closed) {
                changed.awaitUninterruptibly();
            }
            var any = untold;
            untold = false;
            return any;
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        try (var connection = connections.getConnection()) {
            new PostgresSession(connection, errors).transaction(tx -> tx.one(TELL, _ -> true, sender));
        } catch (SQLException e) {
            throw errors.ours(e);
        }
    }

    /// Tells what is left to be told. To be called while there still are connections.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Threads.join(thread);
    }
}
