package lectern.kosync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import lectern.account.AccountId;

/// How many pushes of one account are taken in a minute: far more than a reader sends that comes back after a month
/// offline, and far fewer than a broken script.
final class PushRate {
    private final int perMinute;
    private final InstantSource clock;
    private volatile Minute current = new Minute(Long.MIN_VALUE);

    PushRate(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /// Counts one push; when it is one too many, how long to wait.
    Optional<Duration> excess(AccountId account) {
        var now = clock.instant().getEpochSecond();
        var minute = minute(now / 60);
        var pushes =
                minute.pushes.computeIfAbsent(account, _ -> new AtomicInteger()).incrementAndGet();
        return pushes > perMinute ? Optional.of(Duration.ofSeconds(60 - now % 60)) : Optional.empty();
    }

    /// What was counted before is dropped with its minute, so this never holds more than the accounts of one. Two
    /// threads that find a new minute at once may forgive each other a push.
    private Minute minute(long number) {
        var minute = current;
        if (minute.number != number) {
            minute = new Minute(number);
            current = minute;
        }
        return minute;
    }

    private static final class Minute {
        private final long number;
        private final ConcurrentHashMap<AccountId, AtomicInteger> pushes = new ConcurrentHashMap<>();

        Minute(long number) {
            this.number = number;
        }
    }
}
