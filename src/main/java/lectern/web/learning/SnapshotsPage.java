package lectern.web.learning;

import java.util.List;
import java.util.Locale;

import lectern.anki.collection.Snapshot;
import lectern.web.page.Visit;

/// The collection as it was at several times.
record SnapshotsPage(List<Snapshot> snapshots) {
    String reason(Visit visit, Snapshot snapshot) {
        return visit.say("learning.reason." + snapshot.reason().name().toLowerCase(Locale.ROOT));
    }
}
