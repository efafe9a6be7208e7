package lectern.anki.collection;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

import lectern.account.Event;

/// What every desk works with.
///
/// @param activity where to tell what happened after a request was answered
record Workplace(
        CollectionSettings settings,
        Leases leases,
        Snapshots snapshots,
        Workers workers,
        Consumer<Event> activity,
        InstantSource clock) {
    Instant now() {
        return clock.instant();
    }
}
