package lectern.e2e.syncnode;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Ends when so many bytes were sent, by whomever.
final class Countdown {
    private final AtomicLong left;
    private final CountDownLatch end = new CountDownLatch(1);

    Countdown(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    void sent(int bytes) {
        if (left.addAndGet(-bytes) <= 0) {
            end.countDown();
        }
    }

    boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return end.await(timeout, unit);
    }
}
