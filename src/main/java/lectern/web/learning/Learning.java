package lectern.web.learning;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.ActivityLog;
import lectern.account.Door;
import lectern.account.Event;
import lectern.anki.SyncMethod;
import lectern.anki.collection.Collections;
import lectern.anki.collection.Exchange;
import lectern.anki.collection.Snapshot;
import lectern.anki.media.MediaIndex;
import lectern.anki.statistics.Comparing;
import lectern.anki.statistics.Comparison;
import lectern.anki.statistics.MediaCheck;
import lectern.anki.statistics.MediaReport;
import lectern.anki.statistics.Studies;
import lectern.anki.statistics.Study;
import lectern.anki.wire.Refusal;
import lectern.db.DatabaseException;

/// What pages and scripts can ask and do about a collection. What cannot be done because there is too much to
/// do already is for both what it is when the database is away.
public final class Learning {
    private static final int EVENTS = 1000;

    private final Collections collections;
    private final Studies studies;
    private final Comparing comparing;
    private final MediaCheck media;
    private final ActivityLog activity;

    public Learning(Collections collections, MediaIndex media, ActivityLog activity, InstantSource clock) {
        this.collections = collections;
        this.studies = new Studies(collections, clock);
        this.comparing = new Comparing(collections);
        this.media = new MediaCheck(collections, media);
        this.activity = activity;
    }

    /// The last sync of a device.
    ///
    /// @param device what it calls itself
    /// @param what it did, in English, as the activity has it
    /// @param exchange what was carried, where that is known
    record Sync(
            String device,
            Instant at,
            String what,
            Event.Outcome outcome,
            String detail,
            Optional<Exchange> exchange) {}

    private interface Question<T> {
        T ask() throws IOException;
    }

    private static <T> T answer(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (Refusal refusal) {
            throw new DatabaseException.Unavailable(refusal.error().inWords());
        }
    }

    /// Empty while there is no collection.
    Optional<Study> study(AccountId account) throws IOException {
        return answer(() -> studies.of(account));
    }

    /// Of each device the last thing it did with the collection or its media, the newest first.
    List<Sync> syncs(AccountId account) {
        var filter = new ActivityLog.Filter(
                Optional.of(account), Optional.of(Door.ANKI), Optional.empty(), Optional.empty(), Optional.empty());
        Map<String, Sync> last = new LinkedHashMap<>();
        for (var entry : activity.list(filter, EVENTS)) {
            var event = entry.event();
            if (!event.what().equals(SyncMethod.HOST_KEY.inWords())) {
                last.putIfAbsent(
                        event.device() + "\n" + event.what(),
                        new Sync(
                                event.device(),
                                entry.at(),
                                event.what(),
                                event.outcome(),
                                event.detail(),
                                Exchange.parse(event.detail())));
            }
        }
        return List.copyOf(last.values());
    }

    List<Snapshot> snapshots(AccountId account) throws IOException {
        return collections.snapshots(account);
    }

    Optional<Snapshot> snapshot(AccountId account, String name) throws IOException {
        return snapshots(account).stream()
                .filter(snapshot -> snapshot.name().equals(name))
                .findFirst();
    }

    Optional<Path> file(AccountId account, String snapshot) throws IOException {
        return collections.snapshotFile(account, snapshot);
    }

    /// False when there is nothing to keep.
    boolean keep(AccountId account) throws IOException {
        return answer(() -> collections.keep(account));
    }

    /// Empty when there is no such snapshot, or no collection.
    Optional<Comparison> compare(AccountId account, String snapshot) throws IOException {
        return answer(() -> comparing.withSnapshot(account, snapshot));
    }

    /// False when there is no such snapshot.
    boolean restore(Account account, String snapshot) throws IOException {
        return answer(() -> collections.restore(account, snapshot));
    }

    MediaReport media(Account account) throws IOException {
        return answer(() -> media.of(account));
    }
}
