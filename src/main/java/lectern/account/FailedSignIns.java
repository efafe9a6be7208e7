package lectern.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How often one network may fail to sign in; many tries at once get no further than one after the other.
///
/// A try holds a place among the failures that are left, and loses it when it fails. Who finds every place held, but
/// not every one lost, waits: no longer than the passwords that are being checked take, and [PasswordHashing] bounds
/// those.
final class FailedSignIns {
    private final boolean on;
    private final Places byNetworkAndName;
    private final Places byNetwork;
    private final ReentrantLock lock = new ReentrantLock(); // guards what is held
    private final Condition released = lock.newCondition();

    FailedSignIns(boolean on, InstantSource clock) {
        this.on = on;
        this.byNetworkAndName = new Places(10, clock);
        this.byNetwork = new Places(100, clock);
    }

    sealed interface Begun {}

    /// It is enough for now; nothing may be tried.
    record Limited(Duration retryAfter) implements Begun {}

    /// One try may begin. Closed without a word about its end, it was not tried after all.
    final class Attempt implements Begun, AutoCloseable {
        private final String network;
        private final String pair;
        private boolean failed;

        private Attempt(String network, String pair) {
            this.network = network;
            this.pair = pair;
        }

        void failed() {
            failed = true;
        }

        /// Earlier failures with this name are forgiven.
        void succeeded() {
            byNetworkAndName.failures.clear(pair);
        }

        @Override
        public void close() {
            if (on) {
                end(this);
            }
        }
    }

    Begun begin(Visitor visitor, String name) {
        var attempt = new Attempt(visitor.network(), pair(visitor, name));
        return on ? begin(attempt) : attempt;
    }

    private Begun begin(Attempt attempt) {
        lock.lock();
        try {
            while (true) {
                var limit = byNetworkAndName
                        .failures
                        .closed(attempt.pair)
                        .or(() -> byNetwork.failures.closed(attempt.network));
                if (limit.isPresent()) {
                    return new Limited(limit.orElseThrow());
                }
                if (byNetworkAndName.hasOneFor(attempt.pair) && byNetwork.hasOneFor(attempt.network)) {
                    byNetworkAndName.hold(attempt.pair);
                    byNetwork.hold(attempt.network);
                    return attempt;
                }
                released.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Attempt attempt) {
        lock.lock();
        try {
            byNetworkAndName.release(attempt.pair, attempt.failed);
            byNetwork.release(attempt.network, attempt.failed);
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static String pair(Visitor visitor, String name) {
        return visitor.network() + " " + Tokens.hash(AccountName.lookupForm(name)); // hashed, as names can be long
    }

    /// Those that failed stay lost for a minute, those on their way are held.
    private static final class Places {
        private final int most;
        private final Limiter failures;
        private final Map<String, Integer> held = new HashMap<>();

        private Places(int most, InstantSource clock) {
            this.most = most;
            this.failures = new Limiter(most, Duration.ofMinutes(1), clock);
        }

        private boolean hasOneFor(String key) {
            return failures.counted(key) + held.getOrDefault(key, 0) < most;
        }

        private void hold(String key) {
            held.merge(key, 1, Integer::sum);
        }

        private void release(String key, boolean lost) {
            held.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
            if (lost) {
                var _ = failures.take(key);
            }
        }
    }
}
