package lectern.syncnode;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.blob.BlobStore;
import lectern.files.FreeSpace;
import lectern.http.Request;
import lectern.syncnode.entry.Content;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Obstacle;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.entry.Value;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SentVersion;
import lectern.syncnode.wire.SyncNodeError;

/// Takes in what shall be stored, and never more of it in memory than a small store has bytes. What is larger, or waits
/// for our word, is taken in only when everything else about the request is right.
final class Intake {
    /// So often the disk is looked at while a body comes; and the quota, once a body of unknown length is longer than
    /// what was left of it.
    private static final long STEP = 64 * 1024;

    private final SyncNodeSettings settings;
    private final EntryStore entries;
    private final BlobStore blobs;
    private final FreeSpace space;

    Intake(SyncNodeSettings settings, EntryStore entries, BlobStore blobs, FreeSpace space) {
        this.settings = settings;
        this.entries = entries;
        this.blobs = blobs;
        this.space = space;
    }

    /// The body of a PUT.
    Value receive(Visit visit, Caller caller, Reference reference, SentVersion sent) throws IOException {
        long announced = sent.size().orElse(0);
        refuseLarger(announced);
        if (fitsInARow(visit.request(), sent)) {
            return small(visit.request(), caller, reference, sent);
        }
        var allowed = entries.check(caller, reference, sent.expected(), announced, sent.metaSize())
                .orElseThrow(Refusal::of);
        refuseWhenFull(announced);
        var body = new Measured( // others may have filled the disk meanwhile
                visit.request().unhurried(settings.largestStore().orElse(Long.MAX_VALUE)),
                STEP,
                _ -> refuseWhenFull(0));
        var measured = sent.size().isPresent()
                ? body
                : new Measured(
                        body,
                        allowed.quotaLeft().orElse(Long.MAX_VALUE),
                        size -> entries.check(caller, reference, sent.expected(), size, sent.metaSize())
                                .orElseThrow(Refusal::of));
        return stored(caller.account(), sent, sent.digests().guard(measured));
    }

    /// Whoever waits for our word before sending gets it; the others have sent as much as this already.
    private static boolean fitsInARow(Request request, SentVersion sent) {
        return sent.size().orElse(Long.MAX_VALUE) <= Content.MOST_INLINE
                && request.header("Expect").isEmpty();
    }

    /// The write checks everything, so it is checked here only when the body is refused: what is wrong with the store
    /// comes first.
    private Value small(Request request, Caller caller, Reference reference, SentVersion sent) throws IOException {
        refuseWhenFull(sent.size().orElse(0));
        try {
            return stored(caller.account(), sent, sent.digests().guard(request.unhurried(Content.MOST_INLINE)));
        } catch (Refusal refusal) {
            entries.check(caller, reference, sent.expected(), sent.size().orElse(0), sent.metaSize())
                    .orElseThrow(Refusal::of);
            throw refusal;
        }
    }

    /// Bytes that are in memory already.
    Value keep(Caller caller, SentVersion sent, byte[] bytes) throws IOException {
        refuseLarger(bytes.length);
        refuseWhenFull(bytes.length);
        return stored(caller.account(), sent, new ByteArrayInputStream(bytes));
    }

    private Value stored(Account account, SentVersion sent, InputStream body) throws IOException {
        return Value.take(blobs, account, body, sent::with);
    }

    private void refuseLarger(long size) {
        settings.largestStore().ifPresent(largest -> {
            if (size > largest) {
                throw new Refusal(new SyncNodeError.TooLarge(largest));
            }
        });
    }

    /// The disk keeps a reserve: a database that can't write loses more than a refused store.
    void refuseWhenFull(long size) {
        if (space.usable() - size < settings.diskReserve()) {
            throw new Refusal(new SyncNodeError.DiskFull());
        }
    }

    /// Those to whom the store is nothing, or nothing to write to.
    void refuseStrangers(Caller caller, Reference reference) {
        if (entries.check(caller, reference, Expected.NOTHING, 0, 0) instanceof Outcome.Refused<?>(var obstacle)) {
            switch (obstacle) {
                case Obstacle.Unknown _, Obstacle.Ambiguous _, Obstacle.OutOfScope(), Obstacle.Lacking _ ->
                    throw Refusal.of(obstacle);
                default -> {}
            }
        }
    }

    /// Asks again when more has come than there was room for.
    private static final class Measured extends FilterInputStream {
        private final LongConsumer ask;
        private long room;
        private long size;

        Measured(InputStream in, long room, LongConsumer ask) {
            super(in);
            this.room = room;
            this.ask = ask;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = in.read(to, offset, length);
            size += Math.max(read, 0);
            if (size > room) {
                ask.accept(size);
                room = size + STEP;
            }
            return read;
        }
    }
}
