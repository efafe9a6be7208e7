package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// So many in a second for each key, as long as it goes on; [#BURST] seconds' worth at once after a rest.
public final class Rate {
    public static final Duration BURST = Duration.ofSeconds(10);

    private static final int KEYS = 100_000;

    private final int perSecond;
    private final Duration each;
    private final InstantSource clock;
    private final Cache<String, Turn> turns =
            Caffeine.newBuilder().maximumSize(KEYS).executor(Runnable::run).build();

    /// @param perSecond at least 1
    public Rate(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.each = Duration.ofSeconds(1).dividedBy(perSecond);
        this.clock = clock;
    }

    /// What comes of one more.
    ///
    /// @param ahead how much sooner it comes than the rate alone would allow
    /// @param retryAfter how long to wait, when it is one too many; otherwise nothing
    public record Turn(Instant paidUntil, Duration ahead, Duration retryAfter) {
        public boolean refused() {
            return retryAfter.isPositive();
        }
    }

    /// Counts one more, unless it is one too many.
    public Turn take(String key) {
        var now = clock.instant();
        return turns.asMap().compute(key, (_, before) -> {
            var paid = before == null || before.paidUntil().isBefore(now) ? now : before.paidUntil();
            var ahead = Duration.between(now, paid.plus(each));
            return ahead.compareTo(BURST) > 0
                    ? new Turn(paid, Duration.between(now, paid), ahead.minus(BURST))
                    : new Turn(paid.plus(each), ahead, Duration.ZERO);
        });
    }

    public long atOnce() {
        return perSecond * BURST.toSeconds();
    }
}
