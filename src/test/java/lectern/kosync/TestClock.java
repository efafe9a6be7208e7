package lectern.kosync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Goes on by a step whenever it is looked at.
public final class TestClock implements InstantSource {
    private Instant now = Instant.parse("2026-03-01T12:00:00.000123Z");
    private Duration step = Duration.ofMinutes(1);

    @Override
    public synchronized Instant instant() {
        now = now.plus(step);
        return now;
    }

    /// What it showed last.
    public synchronized Instant now() {
        return now;
    }

    /// How far it goes, or back, from now on.
    public synchronized void tick(Duration step) {
        this.step = step;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }
}
