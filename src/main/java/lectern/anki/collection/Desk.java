package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.Door;
import lectern.account.Event;
import lectern.account.Event.Outcome;
import lectern.anki.collection.Leases.Lease;
import lectern.anki.collection.Snapshot.Reason;
import lectern.anki.collection.SyncSession.End;
import lectern.anki.schema.Integrity;
import lectern.anki.schema.Unicase;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;
import lectern.db.DatabaseException;
import lectern.db.SqliteFile;
import lectern.db.Work;

/// Where the collection of one account is worked on in this process, by one request after the other. Accounts do
/// not wait for each other.
final class Desk {
    private static final Logger log = LoggerFactory.getLogger(Desk.class);

    private static final Duration LONGEST_CHECK = Duration.ofMinutes(10);

    /// Clients before 2.1.57 do not say who they are.
    private static final String NAMELESS = "an older client";

    private final AccountId account;
    private final CollectionFolder folder;
    private final Workplace place;

    private final ReentrantLock turn = new ReentrantLock();
    private Optional<SyncSession> session = Optional.empty(); // the last one, open or over; guarded by `turn`

    /// Shared by whoever has the file open for a look; alone, whoever puts another file in its place.
    private final ReadWriteLock file = new ReentrantReadWriteLock();

    private record Known(FileStamp stamp, Meta meta) {}

    /// What was last read for clients that only ask, and of which file.
    private volatile Optional<Known> known = Optional.empty();

    Desk(AccountId account, CollectionFolder folder, Workplace place) {
        this.account = account;
        this.folder = folder;
        this.place = place;
    }

    CollectionFolder folder() {
        return folder;
    }

    Workplace place() {
        return place;
    }

    /// What changes the collection is done in turn.
    <T> T inTurn(Workers.Job<T> work) throws IOException {
        return holding(turn, work);
    }

    /// The last committed state, whatever is under way. Empty when there is no collection yet.
    <T> Optional<T> look(Work<T> work) throws IOException {
        return holding(
                file.readLock(),
                () -> folder.hasCollection()
                        ? place.workers().step(() -> {
                            try (var collection = folder.open()) {
                                return Optional.of(collection.read(work));
                            }
                        })
                        : Optional.empty());
    }

    /// The same for whom it takes long. Nobody waits for that: devices go on syncing, and another file may be put in
    /// the place of the one that is looked through.
    <T> Optional<T> study(Work<T> work) throws IOException {
        var opened = holding(
                file.readLock(),
                () -> folder.hasCollection()
                        ? Optional.of(place.workers().step(() -> Reading.begin(folder.open())))
                        : Optional.<Reading>empty());
        return opened.isEmpty() ? Optional.empty() : Optional.of(study(opened.get(), work));
    }

    private <T> T study(Reading reading, Work<T> work) throws IOException {
        try {
            return place.workers().study(() -> reading.run(work));
        } finally {
            place.workers().surely(() -> {
                reading.close();
                return reading;
            });
        }
    }

    /// The same for `meta`, without a look as long as the file is the one that was looked at. A change between the
    /// stamp and the look does no harm: that stamp is then never seen again.
    Optional<Meta> meta() throws IOException {
        var stamp = FileStamp.of(folder);
        var known = this.known.filter(last -> stamp.equals(Optional.of(last.stamp())));
        if (known.isPresent()) {
            return Optional.of(known.get().meta());
        }
        Optional<Meta> meta = look(Meta::read);
        this.known = stamp.filter(seen -> seen.settled(place.now()))
                .flatMap(seen -> meta.map(read -> new Known(seen, read)));
        return meta;
    }

    /// A copy of the last committed state, to be sent away or looked through.
    void copyTo(Path copy) throws IOException {
        holding(
                file.readLock(),
                () -> place.workers().slow(() -> {
                    try (var collection = folder.open()) {
                        collection.copyTo(copy);
                        return copy;
                    }
                }));
    }

    /// Looks through all of the last committed state, which may take minutes.
    Integrity check() throws IOException {
        var copy = folder.fresh();
        try {
            copyTo(copy);
            return place.workers().slow(() -> integrity(copy));
        } catch (DatabaseException.Damaged e) {
            return new Integrity(List.of(String.valueOf(e.getMessage())), true);
        } finally {
            CollectionFolder.delete(copy);
        }
    }

    private static Integrity integrity(Path copy) {
        try (var file = SqliteFile.openToWrite(copy, Unicase.COLLATION)) {
            return Integrity.within(LONGEST_CHECK, file);
        }
    }

    /// The same for its owner to read, when nobody waits for it.
    void checkLater() {
        place.workers().later(() -> {
            var problems = check().problems();
            place.activity()
                    .accept(new Event(
                            Optional.of(account),
                            Door.ANKI,
                            "",
                            "",
                            "check the uploaded collection",
                            problems.isEmpty() ? Outcome.DONE : Outcome.FAILED,
                            problems.isEmpty() ? "" : "it is damaged: " + problems.getFirst()));
            return problems;
        });
    }

    /// A snapshot of the last committed state. A sync may be open.
    Path copy(Reason reason) throws IOException {
        return holding(
                file.readLock(),
                () -> place.workers().slow(() -> place.snapshots().copy(folder, reason)));
    }

    /// A sync that was finished is copied afterwards, when it is time for a copy.
    void copyIfDue() throws IOException {
        if (place.snapshots().due(folder)) {
            place.workers().later(() -> copy(Reason.CHANGE));
        }
    }

    /// Becomes the one who may change the collection, and ends a sync that is open. In turn.
    Lease take(Account account, String holder) throws IOException {
        var lease = folder.gate(() -> place.leases().take(account, holder.isEmpty() ? NAMELESS : holder));
        end(End.REPLACED);
        return lease;
    }

    /// Does something that counts, as one step with the question whether the lease is still the newest. In turn.
    <T> T ifStillHeld(Account account, Lease lease, Workers.Job<T> work) throws IOException {
        return folder.gate(() -> {
            if (!place.leases().keep(account, lease)) {
                throw End.TAKEN_OVER.refusal();
            }
            return work.run();
        });
    }

    /// Puts a fresh file in the place of the collection and keeps what was there. In turn.
    Path replace(Account owner, Lease lease, Path fresh, Reason reason) throws IOException {
        return holding(
                file.writeLock(),
                () -> place.workers()
                        .slow(() -> ifStillHeld(owner, lease, () -> {
                            place.snapshots().keep(folder, reason);
                            folder.replace(fresh);
                            return fresh;
                        })));
    }

    /// Removes what was never finished and what is kept too long. In turn.
    void tidy() throws IOException {
        folder.gate(() -> {
            folder.tidy(place.now());
            place.snapshots().tidy(folder);
            return folder;
        });
    }

    private static <T> T holding(Lock lock, Workers.Job<T> work) throws IOException {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /// Opens a sync. In turn.
    SyncSession begin(Account account, String holder, String key, Start start) throws IOException {
        var lease = take(account, holder);
        try {
            makeIfMissing(account);
            var begun = SyncSession.begin(
                    folder, key, lease, start, place.settings().merge(), place.workers(), place.now());
            session = Optional.of(begun);
            return begun;
        } catch (Throwable e) {
            release(lease);
            throw e;
        }
    }

    /// Asks every client for a one-way sync. In turn.
    void part(Account account, Lease lease) throws IOException {
        change(account, lease, tx -> CollectionState.part(tx, CollectionState.read(tx), place.now()));
        release(lease);
    }

    /// One change of the collection that is no sync. In turn.
    <T> T change(Account account, Lease lease, Work<T> work) throws IOException {
        return place.workers()
                .step(() -> ifStillHeld(account, lease, () -> {
                    try (var collection = folder.open()) {
                        var result = collection.write(work);
                        collection.checkpoint();
                        return result;
                    }
                }));
    }

    /// In turn.
    void releaseIfOver(SyncSession asked) {
        if (!asked.isOpen()) {
            release(asked.lease());
        }
    }

    /// A lease that cannot be released now lapses in some minutes.
    void release(Lease lease) {
        try {
            place.leases().release(lease);
        } catch (DatabaseException.Unavailable e) {
            log.warn("a lease could not be released: {}", e.getMessage());
        }
    }

    /// The first sync of an account makes its collection. In turn.
    void makeIfMissing(Account account) throws IOException {
        if (!folder.hasCollection()) {
            place.workers()
                    .step(() -> folder.gate(() -> {
                        if (!folder.hasCollection()) {
                            folder.makeEmpty(account.createdAt());
                        }
                        return folder;
                    }));
        }
    }

    /// The open session of that key, whose lease is still the newest. In turn.
    SyncSession session(Account account, String key) throws IOException {
        var asked = session.filter(last -> last.isOpen() || last.belongsTo(key))
                .orElseThrow(() -> new Refusal(new AnkiError.OutOfTurn("no sync is open")));
        if (!asked.belongsTo(key)) {
            throw new Refusal(new AnkiError.OutOfTurn("another device is syncing"));
        }
        asked.heard(place.now(), place.settings().idle());
        if (!place.leases().keep(account, asked.lease())) {
            asked.end(End.TAKEN_OVER);
        }
        asked.mustBeOpen();
        return asked;
    }

    /// Ends the session that is open, whosever it is. In turn.
    void end(End end) throws IOException {
        if (session.isPresent()) {
            session.get().end(end);
        }
    }

    void stop() throws IOException {
        turn.lock();
        try {
            end(End.STOPPED);
        } finally {
            turn.unlock();
        }
    }

    /// Ends the open session of that key, if there is one. In turn.
    void abort(String key) throws IOException {
        var asked = session.filter(last -> last.isOpen() && last.belongsTo(key));
        if (asked.isPresent()) {
            asked.get().end(End.ABORTED);
            release(asked.get().lease());
        }
    }

    /// Ends a session of which nothing was heard for too long. Where somebody works just now it is not silent.
    void endSilent() throws IOException {
        if (turn.tryLock()) {
            try {
                if (session.isPresent()) {
                    session.get().endIfSilent(place.now(), place.settings().idle());
                }
            } finally {
                turn.unlock();
            }
        }
    }
}
