package lectern.db;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells that something may have been written, by this process or by another on the same data: a reason to look
/// again, and nothing more. One commit may be told twice, and many at once.
///
/// Whoever waits takes the count, then reads, then waits for another count, so that nothing falls in between. What
/// another process wrote is told a moment later, and not at all when that process or a connection broke in this
/// moment; so one looks again from time to time without being told.
public final class Commits {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition awaited = lock.newCondition(); // and closing
    private long count; // guarded by lock
    private int waiting; // guarded by lock
    private boolean closed; // guarded by lock

    Commits() {}

    public long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for another count than `seen`, but not longer than `most`, and returns the count. A parked virtual
    /// thread is all that waiting costs; no connection is held for it.
    public long await(long seen, Duration most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting++;
            awaited.signalAll();
            for (long left = most.toNanos(); count == seen && !closed && left > 0; ) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                throw new DatabaseException.Unavailable("The database is closing.");
            }
            return count;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    void happened() {
        lock.lock();
        try {
            count++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// For the one who finds out what others wrote: returns when somebody wants to know. False when nobody ever will.
    boolean awaitWaiter() {
        lock.lock();
        try {
            while (waiting == 0 && !closed) {
                awaited.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// Lets some time pass, unless the database closes. False when it does.
    boolean pause(Duration time) {
        lock.lock();
        try {
            for (long left = time.toNanos(); !closed && left > 0; ) {
                left = awaited.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            awaited.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return !pause(Duration.ZERO);
    }
}
