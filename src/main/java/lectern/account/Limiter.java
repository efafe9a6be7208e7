package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/// Counts what happened for each key, and says when it is enough for now: `most` in a period that begins with the
/// first.
public final class Limiter {
    private static final int KEYS = 100_000;

    private final int most;
    private final Duration period;
    private final InstantSource clock;
    private final Cache<String, Window> windows =
            Caffeine.newBuilder().maximumSize(KEYS).executor(Runnable::run).build();

    private record Window(Instant end, int count) {}

    public Limiter(int most, Duration period, InstantSource clock) {
        this.most = most;
        this.period = period;
        this.clock = clock;
    }

    /// Counts one more, and answers how long to wait when it is one too many.
    public Optional<Duration> take(String key) {
        var now = clock.instant();
        var window = windows.asMap()
                .compute(
                        key,
                        (_, old) -> old == null || !old.end().isAfter(now)
                                ? new Window(now.plus(period), 1)
                                : new Window(old.end(), old.count() + 1));
        return window.count() <= most ? Optional.empty() : Optional.of(Duration.between(now, window.end()));
    }

    /// How long to wait when one more would be one too many.
    public Optional<Duration> closed(String key) {
        return current(key)
                .filter(window -> window.count() >= most)
                .map(window -> Duration.between(clock.instant(), window.end()));
    }

    int counted(String key) {
        return current(key).map(Window::count).orElse(0);
    }

    private Optional<Window> current(String key) {
        var now = clock.instant();
        return Optional.ofNullable(windows.getIfPresent(key))
                .filter(window -> window.end().isAfter(now));
    }

    void clear(String key) {
        windows.invalidate(key);
    }

    /// For how many keys something is remembered.
    long keys() {
        return windows.estimatedSize();
    }
}
