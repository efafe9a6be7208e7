package lectern.syncnode.upload;

import java.time.Duration;
import java.time.Instant;

import lectern.account.Expiring;
import lectern.syncnode.entry.EntryStore;

/// Gives up the uploads whose clients did not come back, and with them the space that was set aside.
public final class Expiry implements Expiring {
    /// How long it is known that an upload was given up, or what it became.
    static final Duration REMEMBERED = Duration.ofDays(30);

    private final UploadStore uploads;
    private final EntryStore entries;

    public Expiry(UploadStore uploads, EntryStore entries) {
        this.uploads = uploads;
        this.entries = entries;
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        var overdue = uploads.overdue(now, limit);
        for (var id : overdue) {
            entries.release(id.reservation());
            uploads.end(id, now.plus(REMEMBERED));
        }
        return Math.max(overdue.size(), uploads.forget(now, limit));
    }
}
