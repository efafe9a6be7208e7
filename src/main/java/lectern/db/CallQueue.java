package lectern.db;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/// Calls waiting for a thread, oldest first; never more than `limit`, because each is a person's request in memory.
final class CallQueue {
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Call<?>> waiting = new ArrayDeque<>(); // guarded by lock
    private int idle; // threads in `take`; guarded by lock
    private boolean closed; // guarded by lock

    CallQueue(int limit) {
        this.limit = limit;
    }

    void add(Call<?> call) {
        lock.lock();
        try {
            if (closed) {
                throw new DatabaseException.Unavailable("The database is closing.");
            }
            if (waiting.size() >= limit) {
                throw new DatabaseException.Unavailable(
                        "The database is busy: " + limit + " requests wait for it already.");
            }
            waiting.add(call);
            if (idle > 0) {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a call and moves up to `most` into `taken`. False when the queue is closed and empty.
    boolean take(List<Call<?>> taken, int most) {
        lock.lock();
        try {
            awaitCall();
            for (int i = 0; i < most && !waiting.isEmpty(); i++) {
                taken.add(waiting.poll());
            }
            return !taken.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void awaitCall() {
        while (waiting.isEmpty() && !closed) {
            idle++;
            filled.awaitUninterruptibly();
            idle--;
        }
    }

    /// The oldest call, or null when none waits.
    @Nullable
    Call<?> poll() {
        lock.lock();
        try {
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a call. Null when the queue is closed and empty.
    @Nullable
    Call<?> take() {
        lock.lock();
        try {
            awaitCall();
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /// Refuses what comes later; what waits already is still taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
