package lectern.anki.collection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Stands still until it is told to go on.
final class TestClock implements InstantSource {
    static final Instant BEGINNING = Instant.parse("2026-03-01T08:00:00Z");

    private volatile Instant now = BEGINNING;

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void goOn(Duration by) {
        now = now.plus(by);
    }
}
