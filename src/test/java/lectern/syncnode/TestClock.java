package lectern.syncnode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Stands still until it is told to go on.
final class TestClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void goOn(Duration by) {
        now = now.plus(by);
    }
}
