package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.Event;
import lectern.anki.collection.Snapshot.Reason;
import lectern.anki.collection.SyncSession.End;
import lectern.anki.schema.Integrity;
import lectern.anki.schema.Unicase;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;
import lectern.db.SqliteFile;
import lectern.db.Tx;
import lectern.db.Work;
import lectern.files.DurableFile;

/// The collections of all accounts: what clients do with theirs, method by method, and what their owners do with
/// them outside a sync. Any number of threads and processes may work on them at once.
///
/// Whoever begins something takes the [lease][Leases] of the account and so ends what was under way; every later
/// step asks whether it still has it. What fails or is refused leaves the collection as it was.
public final class Collections implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Collections.class);
    private static final Duration TIDY = Duration.ofMinutes(1);

    private final Path folder;
    private final Workplace place;
    private final Map<AccountId, Desk> desks = new ConcurrentHashMap<>();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("anki-tidy").daemon().factory());

    private Collections(Path folder, Workplace place) {
        this.folder = folder;
        this.place = place;
    }

    /// Whoever opens them closes them.
    ///
    /// @param folder in which each account has one of its own
    /// @param activity where to tell what happened after a request was answered
    public static Collections open(
            Path folder, CollectionSettings settings, Leases leases, Consumer<Event> activity, InstantSource clock) {
        var snapshots = new Snapshots(settings.snapshots(), clock);
        return new Collections(folder, new Workplace(settings, leases, snapshots, Workers.start(), activity, clock));
    }

    /// Removes what a process that died left behind, and begins to end syncs that go silent. A command needs none
    /// of it.
    public void begin() {
        var _ = background.scheduleWithFixedDelay(this::tidy, 0, 1, TimeUnit.DAYS);
        var _ = background.scheduleWithFixedDelay(
                this::endSilent, TIDY.toSeconds(), TIDY.toSeconds(), TimeUnit.SECONDS);
    }

    /// Never disturbs a sync that is open, whoever's it is.
    public Payload meta(Caller caller, SyncRequest request, long mediaUsn) throws IOException {
        var version = Meta.version(request.json());
        var account = caller.account();
        return desk(account)
                .meta()
                .orElseGet(() -> Meta.ofNone(account.createdAt()))
                .toPayload(version, place.now(), mediaUsn);
    }

    public Payload start(Caller caller, SyncRequest request) throws IOException {
        var start = Start.of(request.json());
        var key = sessionKey(request);
        var desk = desk(caller.account());
        return desk.inTurn(() -> {
            var session = desk.begin(caller.account(), request.client(), key, start);
            if (!start.hasSeenTheFutureOf(session.terms())) {
                return session.start(start, place.now());
            }
            session.end(End.FAILED);
            desk.part(caller.account(), session.lease());
            log.warn(
                    "{}: the collection is older than what its client knows; it asks for a one-way sync",
                    caller.account().id());
            throw new Refusal(new AnkiError.NotMergeable("the collection is older than what the client knows"));
        });
    }

    public Payload applyGraves(Caller caller, SyncRequest request) throws IOException {
        var graves = Graves.inChunk(request.json());
        request.count("graves", graves.count());
        return step(caller, request, session -> session.applyGraves(graves));
    }

    public Payload applyChanges(Caller caller, SyncRequest request) throws IOException {
        var changes = Changes.of(request.json());
        return step(caller, request, session -> session.applyChanges(changes, place.now()));
    }

    public Payload chunk(Caller caller, SyncRequest request) throws IOException {
        return step(caller, request, SyncSession::chunk);
    }

    public Payload applyChunk(Caller caller, SyncRequest request) throws IOException {
        return step(caller, request, session -> session.applyChunk(request));
    }

    public Payload sanityCheck(Caller caller, SyncRequest request) throws IOException {
        var check = SanityCheck.of(request.json());
        return step(caller, request, session -> {
            var result = session.sanityCheck(check);
            if (!result.same()) {
                tellThatCountsDiffer(caller.account(), request, result);
            }
            return result.toPayload();
        });
    }

    /// The answer goes well, and yet the client says that something is wrong: its owner may want to know what.
    private void tellThatCountsDiffer(Account account, SyncRequest request, SanityCheck.Result result) {
        log.warn("{}: a sync was rolled back because the counts differ: {}", account.id(), result);
        place.activity()
                .accept(new Event(
                        Optional.of(account.id()),
                        Door.ANKI,
                        "",
                        request.client(),
                        "compare what both sides have",
                        Event.Outcome.FAILED,
                        "the client now asks for a one-way sync: " + result));
    }

    public Payload finish(Caller caller, SyncRequest request) throws IOException {
        var desk = desk(caller.account());
        return step(caller, request, session -> {
            if (session.deletesMoreThan(place.settings().snapshots().deletedPercent())) {
                desk.copy(Reason.DELETION);
            }
            var at = desk.ifStillHeld(caller.account(), session.lease(), () -> session.finish(place.now()));
            if (session.changedSomething()) {
                desk.copyIfDue();
            }
            request.detail(session.exchanged().words());
            return Payload.text(Long.toString(at.toEpochMilli()));
        });
    }

    /// Ends the sync of that key. Another device's stays open: whoever was told that another copy is syncing says
    /// `abort` too.
    public Payload abort(Caller caller, SyncRequest request) throws IOException {
        var desk = desk(caller.account());
        return desk.inTurn(() -> {
            desk.abort(request.sessionKey());
            return Payload.nothing();
        });
    }

    public Payload upload(Caller caller, SyncRequest request) throws IOException {
        return Upload.of(desk(caller.account()), caller.account(), request);
    }

    public Payload download(Caller caller, SyncRequest request) throws IOException {
        return Download.of(desk(caller.account()), caller.account(), request);
    }

    /// What the account has; empty while it has nothing. While a sync is open: what is committed.
    public Optional<Overview> show(AccountId account) throws IOException {
        var folder = desk(account).folder();
        var content = desk(account).look(Overview.Content::read);
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(new Overview(
                        content.get(),
                        Files.size(folder.collection()),
                        place.leases().holder(account),
                        place.snapshots().list(folder)));
    }

    /// Runs `work` on what is committed at this moment, in one transaction that nobody has to wait for, however long
    /// it takes. Empty while the account has nothing.
    public <T> Optional<T> study(AccountId account, Work<T> work) throws IOException {
        return desk(account).study(work);
    }

    /// What is done with a collection as it is now and as it was.
    public interface Beside<T> {
        T look(Tx now, Tx then);
    }

    /// The same on a snapshot as well. Empty when there is no such snapshot.
    public <T> Optional<T> studyBeside(AccountId account, String snapshot, Beside<T> work) throws IOException {
        var file = snapshotFile(account, snapshot);
        return file.isEmpty()
                ? Optional.empty()
                : desk(account).study(now -> {
                    try (var kept = SqliteFile.openUnchanging(file.get(), Unicase.COLLATION)) {
                        return kept.read(then -> work.look(now, then));
                    }
                });
    }

    /// Where a snapshot lies, which nobody changes. Empty when there is no such snapshot.
    public Optional<Path> snapshotFile(AccountId account, String snapshot) throws IOException {
        var folder = desk(account).folder();
        return place.snapshots()
                .find(folder, snapshot)
                .map(found -> place.snapshots().file(folder, found));
    }

    /// Whether something stands beside the collection that is not in it yet: somebody has it open, or died with it.
    public boolean hasLog(AccountId account) {
        return desk(account).folder().hasLog();
    }

    /// The newest first; also of an account whose collection is gone.
    public List<Snapshot> snapshots(AccountId account) throws IOException {
        return place.snapshots().list(desk(account).folder());
    }

    /// Keeps the collection as it is now. False when there is none.
    public boolean keep(AccountId account) throws IOException {
        var desk = desk(account);
        if (!desk.folder().hasCollection()) {
            return false;
        }
        desk.copy(Reason.WISH);
        return true;
    }

    /// What is damaged in the collection, in SQLite's words; it may take minutes. Empty when there is none.
    public Optional<Integrity> verify(AccountId account) throws IOException {
        var desk = desk(account);
        return desk.folder().hasCollection() ? Optional.of(desk.check()) : Optional.empty();
    }

    /// Brings a snapshot back, and keeps what it replaces. Every client is asked for a one-way sync; one that is
    /// syncing has to begin anew. False when there is no such snapshot.
    public boolean restore(Account account, String snapshot) throws IOException {
        var desk = desk(account);
        return desk.inTurn(() -> {
            var wanted = place.snapshots().find(desk.folder(), snapshot);
            if (wanted.isPresent()) {
                new Restoration(desk, account).of(wanted.get());
            }
            return wanted.isPresent();
        });
    }

    /// Empties the collection, and keeps what it was. Every client is asked to upload its own.
    public void reset(Account account) throws IOException {
        var desk = desk(account);
        desk.inTurn(() -> {
            new Restoration(desk, account).ofNothing();
            return account;
        });
    }

    /// Writes the collection as it is now to `collection.anki2` in that folder. False when there is none.
    public boolean exportTo(AccountId account, Path target) throws IOException {
        var desk = desk(account);
        if (!desk.folder().hasCollection()) {
            return false;
        }
        var copy = Files.createTempFile(target, "collection.", ".new");
        try {
            desk.copyTo(copy);
            DurableFile.replace(target.resolve("collection.anki2"), copy);
        } finally {
            CollectionFolder.delete(copy);
        }
        return true;
    }

    /// Takes the collection of another server, and keeps what it replaces; nothing in the source changes. Clients
    /// go on where they were. False when there is none in that folder.
    ///
    /// @throws lectern.anki.schema.Unreadable when it is no collection, or a damaged one
    public boolean importFrom(Account account, Path source) throws IOException {
        if (!Import.isPossible(source)) {
            return false;
        }
        var desk = desk(account);
        desk.inTurn(() -> {
            Import.from(source, desk, account);
            return account;
        });
        return true;
    }

    private interface Step {
        Payload in(SyncSession session) throws IOException;
    }

    private Payload step(Caller caller, SyncRequest request, Step step) throws IOException {
        var key = sessionKey(request);
        var desk = desk(caller.account());
        return desk.inTurn(() -> {
            var session = desk.session(caller.account(), key);
            try {
                return step.in(session);
            } finally {
                desk.releaseIfOver(session);
            }
        });
    }

    private static String sessionKey(SyncRequest request) {
        if (request.sessionKey().isEmpty()) {
            throw new Refusal(new AnkiError.Malformed("the session key is missing"));
        }
        return request.sessionKey();
    }

    private Desk desk(Account account) {
        return desk(account.id());
    }

    private Desk desk(AccountId account) {
        return desks.computeIfAbsent(account, id -> new Desk(id, CollectionFolder.of(folder, id), place));
    }

    void endSilent() {
        for (var desk : desks.values()) {
            try {
                desk.endSilent();
            } catch (IOException | RuntimeException e) {
                log.warn("a sync that went silent could not be ended", e);
            }
        }
    }

    void tidy() {
        try (var all = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var one : all) {
                var desk = desk(new AccountId(one.getFileName().toString()));
                desk.inTurn(() -> {
                    desk.tidy();
                    return desk;
                });
            }
        } catch (IOException | RuntimeException e) {
            log.warn("what was left over in {} could not be removed", folder, e);
        }
    }

    /// Rolls back what is open.
    @Override
    public void close() {
        background.close();
        for (var desk : desks.values()) {
            try {
                desk.stop();
            } catch (IOException | RuntimeException e) {
                log.warn("a sync could not be ended", e);
            }
        }
        place.workers().close();
    }
}
