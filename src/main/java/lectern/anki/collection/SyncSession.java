package lectern.anki.collection;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import lectern.anki.collection.Exchange.Amounts;
import lectern.anki.collection.Leases.Lease;
import lectern.anki.schema.Unreadable;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;
import lectern.db.SqliteFile;
import lectern.db.SqliteTransaction;
import lectern.db.Tx;
import lectern.db.Work;

/// One normal sync: a transaction on the collection that lasts from `start` to `finish`, over many requests. It
/// belongs to whoever knows its key, and nobody sees anything of it before it is committed.
///
/// ```
///                applyGraves, applyChanges, chunk, applyChunk, sanityCheck2
///                                 ┌────┐
///                                 │    ▼
///     start ───────────────────► Open ──────── finish ───────► Over: stored
///                                 │
///                                 └── anything else ─────────► Over: rolled back
///                                      a step that fails, counts that differ, abort,
///                                      another start, upload, download, restore or reset,
///                                      silence, the end of the server
/// ```
///
/// Its steps come one after the other: [Desk] sees to it. They run on platform threads, never on the caller's own.
final class SyncSession {
    private sealed interface State {
        record Open(SqliteFile file, SqliteTransaction changes) implements State {}

        record Over(End end) implements State {}
    }

    /// How a sync ended, in words for whoever comes too late.
    enum End {
        FINISHED("the sync is finished"),
        ABORTED("the sync was given up"),
        FAILED("the sync failed and was rolled back"),
        DIFFERENT("the counts of both sides differed and the sync was rolled back"),
        REPLACED("another device began, and the sync was rolled back"),
        TAKEN_OVER("another process took the collection over, and the sync was rolled back"),
        SILENT("nothing was heard of the sync for too long, and it was rolled back"),
        STOPPED("the server stopped, and the sync was rolled back");

        private final String words;

        End(String words) {
            this.words = words;
        }

        Refusal refusal() {
            return new Refusal(new AnkiError.OutOfTurn(words));
        }
    }

    /// 16 MB: rows of a large sync fall all over the indexes, and what does not fit is written twice.
    private static final String CACHE = "pragma cache_size = -16000";

    private final String key;
    private final Lease lease;
    private final Terms terms;
    private final Workers workers;
    private final Outgoing outgoing;
    private final Incoming incoming;
    private final Deletions deletions = new Deletions();
    private Amounts received = Amounts.NONE;
    private Amounts sent = Amounts.NONE; // but for the rows, which are counted where they are written
    private Instant lastHeard;
    private State state;

    private SyncSession(String key, Lease lease, Terms terms, Workers workers, Instant now, State.Open state) {
        this.key = key;
        this.lease = lease;
        this.terms = terms;
        this.workers = workers;
        this.outgoing = new Outgoing(terms.since());
        this.incoming = new Incoming(terms);
        this.lastHeard = now;
        this.state = state;
    }

    /// Opens the collection and its transaction.
    static SyncSession begin(
            CollectionFolder folder, String key, Lease lease, Start start, Merge merge, Workers workers, Instant now)
            throws IOException {
        return workers.step(() -> {
            var file = folder.open();
            try {
                file.journal(SqliteFile.Journal.WRITE_AHEAD_LOG);
                var changes = file.begin();
                changes.run(tx -> tx.update(CACHE));
                Terms terms = changes.run(tx -> start.terms(tx, merge));
                return new SyncSession(key, lease, terms, workers, now, new State.Open(file, changes));
            } catch (Throwable e) {
                file.close();
                throw e;
            }
        });
    }

    Terms terms() {
        return terms;
    }

    Payload start(Start start, Instant now) throws IOException {
        return run(tx -> {
            Unbury.ifTheDayChanged(tx, now, terms.usn());
            var ours = Graves.since(tx, terms.since());
            sent = sent.plus(Amounts.ofDeletions(ours.count()));
            take(tx, start.graves());
            return ours.toPayload();
        });
    }

    Payload applyGraves(Graves graves) throws IOException {
        return run(tx -> {
            take(tx, graves);
            return Payload.nothing();
        });
    }

    private void take(Tx tx, Graves graves) {
        deletions.apply(tx, graves, terms.usn());
        received = received.plus(Amounts.ofDeletions(graves.count()));
    }

    Payload applyChanges(Changes changes, Instant now) throws IOException {
        incoming.forgetNoteTypes();
        received = received.plus(Amounts.ofOthers(changes.count()));
        return run(tx -> {
            var ours = changes.exchange(tx, terms, now);
            sent = sent.plus(Amounts.ofOthers(ours.count()));
            return Payload.json(ours.json());
        });
    }

    Payload chunk() throws IOException {
        return run(outgoing::next);
    }

    Payload applyChunk(SyncRequest request) throws IOException {
        try (var in = request.payload()) {
            Chunk.read(in, chunk -> {
                run(tx -> incoming.take(tx, chunk));
                received = received.plus(chunk.amounts());
                chunk.count(request);
            });
        } catch (Throwable e) { // half of it may be applied
            end(End.FAILED);
            throw e;
        }
        return Payload.nothing();
    }

    boolean changedSomething() {
        return !received.isNone();
    }

    /// Until now.
    Exchange exchanged() {
        return new Exchange(received, sent.plus(outgoing.sent()));
    }

    SanityCheck.Result sanityCheck(SanityCheck check) throws IOException {
        SanityCheck.Result result = run(check::against);
        if (!result.same()) {
            end(End.DIFFERENT);
        }
        return result;
    }

    /// Whether so large a share of the notes is deleted that somebody may regret it.
    boolean deletesMoreThan(int percent) {
        return deletions.exceed(percent);
    }

    /// Commits, and leaves the file closed and whole, without a log beside it.
    Instant finish(Instant now) throws IOException {
        var open = open();
        Instant at = run(tx -> Finish.stamp(tx, now));
        return workers.step(() -> {
            state = new State.Over(End.FAILED);
            try (var file = open.file()) {
                open.changes().commit();
                state = new State.Over(End.FINISHED);
                file.checkpoint();
                return at;
            }
        });
    }

    boolean belongsTo(String asker) {
        return key.equals(asker);
    }

    Lease lease() {
        return lease;
    }

    boolean isOpen() {
        return state instanceof State.Open;
    }

    /// Throws how it ended, when it did.
    void mustBeOpen() {
        open();
    }

    /// Its client says something; when that comes too late, the sync is over.
    void heard(Instant now, Duration idle) throws IOException {
        endIfSilent(now, idle);
        lastHeard = now;
    }

    void endIfSilent(Instant now, Duration idle) throws IOException {
        if (lastHeard.plus(idle).isBefore(now)) {
            end(End.SILENT);
        }
    }

    /// Work on the collection as this sync sees it. When it fails the sync is over.
    private <T> T run(Work<T> work) throws IOException {
        var open = open();
        try {
            return workers.step(() -> open.changes().run(work));
        } catch (Unreadable unreadable) {
            end(End.FAILED);
            throw new Refusal(new AnkiError.NotMergeable(unreadable.reason()));
        } catch (Throwable e) {
            end(End.FAILED);
            throw e;
        }
    }

    /// Rolls back what is open; one that is over stays as it ended.
    void end(End end) throws IOException {
        if (state instanceof State.Open(var file, var changes)) {
            state = new State.Over(end);
            workers.surely(() -> {
                try (file;
                        changes) {
                    return end;
                }
            });
        }
    }

    private State.Open open() {
        return switch (state) {
            case State.Open open -> open;
            case State.Over(var end) -> throw end.refusal();
        };
    }
}
