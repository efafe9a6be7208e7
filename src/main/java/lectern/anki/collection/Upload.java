package lectern.anki.collection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import lectern.account.Account;
import lectern.anki.collection.Leases.Lease;
import lectern.anki.collection.Snapshot.Reason;
import lectern.anki.schema.Integrity;
import lectern.anki.schema.Unreadable;
import lectern.anki.schema.UploadedCollection;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Limit;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncRequest;

/// `upload`: the client's file replaces the collection, byte for byte. What is wrong with the file is answered in
/// words, because it is the only thing a client shows to its user.
final class Upload {
    /// A sync ends when nothing is heard of it for minutes; an upload is heard of all the time.
    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(20);

    /// A client waits for half a minute, of which the rest is for what comes after.
    private static final Duration CHECK = Duration.ofSeconds(20);

    private static final int BUFFER = 64 * 1024;

    private final Desk desk;
    private final Account account;
    private final Lease lease;
    private final Path fresh;
    private Instant signOfLife;

    private Upload(Desk desk, Account account, Lease lease, Path fresh) {
        this.desk = desk;
        this.account = account;
        this.lease = lease;
        this.fresh = fresh;
        this.signOfLife = desk.place().now();
    }

    static Payload of(Desk desk, Account account, SyncRequest request) throws IOException {
        var lease = desk.inTurn(() -> desk.take(account, request.client()));
        try {
            var fresh = desk.folder().fresh();
            try {
                return new Upload(desk, account, lease, fresh).answer(request);
            } finally {
                CollectionFolder.delete(fresh);
            }
        } finally {
            desk.release(lease);
        }
    }

    private Payload answer(SyncRequest request) throws IOException {
        try (var in = request.payload()) {
            receive(in);
        }
        try {
            var checked = desk.place().workers().slow(() -> prepare(fresh));
            store(checked);
            request.detail(checked.complete() ? "" : "it was large, so the rest of it is being checked now");
            return Payload.text("OK");
        } catch (Unreadable unreadable) {
            request.detail("it was not taken: " + unreadable.reason());
            return Payload.text(
                    "The server did not take this collection: %s. Please use Check Database, or restore a backup."
                            .formatted(unreadable.reason()));
        }
    }

    private Integrity prepare(Path file) {
        return UploadedCollection.prepare(file, CHECK, desk.place().now());
    }

    private void store(Integrity checked) throws IOException {
        desk.inTurn(() -> desk.replace(account, lease, fresh, Reason.UPLOAD));
        if (!checked.complete()) {
            desk.checkLater();
        }
    }

    private void receive(InputStream in) throws IOException {
        long most = desk.place().settings().largest();
        long bytes = 0;
        var buffer = new byte[BUFFER];
        try (var out = Files.newOutputStream(fresh)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
                if (bytes > most) {
                    throw new Refusal(new AnkiError.TooLarge(Limit.STORED, most));
                }
                out.write(buffer, 0, count);
                stillAlive();
            }
        }
    }

    private void stillAlive() {
        var now = desk.place().now();
        if (signOfLife.plus(BETWEEN_SIGNS_OF_LIFE).isBefore(now)) {
            signOfLife = now;
            if (!desk.place().leases().keep(account, lease)) {
                throw SyncSession.End.TAKEN_OVER.refusal();
            }
        }
    }
}
