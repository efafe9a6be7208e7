package lectern.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets a request wait for what others do, for as long as that takes. It belongs to the thread of its request, but for
/// the two that wake it.
public final class Waiting {
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean over;

    /// Why a wait has ended.
    public enum Woken {
        CALLED,
        TIME_UP,
        /// The client has gone or the server stops: the answer ends here, and there is nothing more to wait for.
        OVER
    }

    Waiting() {}

    /// Ends this wait, or the next if there is none now. From any thread; many calls before a wait are one.
    public void call() {
        calls.release();
    }

    /// From any thread, for good.
    void end() {
        over = true;
        calls.release();
    }

    public Woken await(Duration longest) {
        try {
            boolean called = over || calls.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
            calls.drainPermits();
            return over ? Woken.OVER : called ? Woken.CALLED : Woken.TIME_UP;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Woken.OVER;
        }
    }

    public boolean isOver() {
        return over;
    }
}
