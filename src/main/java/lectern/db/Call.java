package lectern.db;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/// One caller's work on its way through a thread of ours, while the caller waits.
final class Call<T> {
    private final Work<T> work;
    private final Thread caller = Thread.currentThread();
    private final long madeAt = System.nanoTime();
    private @Nullable T result; // this and `failure` are published by `answered`
    private @Nullable Throwable failure;
    private volatile boolean answered;

    Call(Work<T> work) {
        this.work = work;
    }

    /// Runs the work and keeps its outcome, which replaces the outcome of an earlier run. The caller goes on waiting.
    void run(JdbcTx tx) {
        result = null;
        failure = null;
        try {
            result = tx.run(work);
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    /// Whether it was made before a moment of [System#nanoTime].
    boolean madeBefore(long nanos) {
        return madeAt - nanos < 0;
    }

    boolean failed() {
        return failure != null;
    }

    void fail(Throwable reason) {
        result = null;
        failure = reason;
    }

    /// Sends the outcome to the caller.
    void answer() {
        answered = true;
        LockSupport.unpark(caller);
    }

    /// Waits for the answer. An interrupt does not end the waiting, because it could not take the work back.
    T await() {
        var interrupted = false;
        while (!answered) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
        if (failure != null) {
            throw thrown(failure);
        }
        return answer(result);
    }

    @SuppressWarnings("NullAway") // a call that has not failed holds what its work returned
    private static <T> T answer(@Nullable T result) {
        return result;
    }

    /// The exception as the work threw it, with the caller's own stack beside it unless it is one that carries no
    /// stack.
    private static RuntimeException thrown(Throwable failure) {
        if (failure.getStackTrace().length > 0) {
            failure.addSuppressed(new AskedFrom());
        }
        return switch (failure) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> new IllegalStateException("A work declares no checked exception.", failure);
        };
    }

    private static final class AskedFrom extends Exception {
        AskedFrom() {
            super("asked from here");
        }
    }
}
