package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// Counts what happened for each key, and says when it is enough for now: `most` in a period that begins with the
/// first.
final class Limiter {
    private static final int KEYS = 100_000;

    private final int most;
    private final Duration period;
    private final InstantSource clock;
    private final Cache<String, Window> windows =
            Caffeine.newBuilder().maximumSize(KEYS).executor(Runnable::run).build();

    private record Window(Instant end, int count) {
        private Window plus(int change) {
            return new Window(end, Math.max(0, count + change));
        }
    }

    Limiter(int most, Duration period, InstantSource clock) {
        this.most = most;
        this.period = period;
        this.clock = clock;
    }

    /// Counts one more, and answers how long to wait when it is one too many. To be asked before it is known how it
    /// ends: so many at once cannot slip through.
    Optional<Duration> take(String key) {
        var now = clock.instant();
        var window = windows.asMap()
                .compute(
                        key,
                        (_, old) ->
                                old == null || !old.end().isAfter(now) ? new Window(now.plus(period), 1) : old.plus(1));
        return window.count() <= most ? Optional.empty() : Optional.of(Duration.between(now, window.end()));
    }

    /// Takes back one that does not count after all.
    void giveBack(String key) {
        windows.asMap().computeIfPresent(key, (_, window) -> window.plus(-1));
    }

    void clear(String key) {
        windows.invalidate(key);
    }

    /// For how many keys something is remembered.
    long keys() {
        return windows.estimatedSize();
    }
}
