package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import lectern.account.Account;
import lectern.anki.collection.Leases.Lease;
import lectern.anki.collection.Snapshot.Reason;
import lectern.anki.schema.EmptyCollection;
import lectern.anki.schema.Unicase;
import lectern.db.DatabaseException;
import lectern.db.SqliteFile;

/// Puts an older state, or nothing, in the place of a collection. Clients may know numbers that are higher than
/// those of the older state and would never hear of what differs, so every one of them is asked for a one-way sync.
final class Restoration {
    private final Desk desk;
    private final Account account;

    Restoration(Desk desk, Account account) {
        this.desk = desk;
        this.account = account;
    }

    /// In turn.
    void of(Snapshot snapshot) throws IOException {
        var file = desk.place().snapshots().file(desk.folder(), snapshot);
        put("restore", Reason.RESTORE, (fresh, _) -> Files.copy(file, fresh));
    }

    /// In turn.
    void ofNothing() throws IOException {
        put("reset", Reason.RESET, (fresh, now) -> EmptyCollection.create(fresh, now, ZoneOffset.UTC));
    }

    private interface Content {
        void write(Path fresh, Instant now) throws IOException;
    }

    private void put(String holder, Reason reason, Content content) throws IOException {
        var lease = desk.take(account, holder);
        try {
            put(lease, reason, content);
        } finally {
            desk.release(lease);
        }
    }

    private void put(Lease lease, Reason reason, Content content) throws IOException {
        var current = current();
        var fresh = desk.folder().fresh();
        try {
            desk.place().workers().slow(() -> {
                Files.delete(fresh);
                content.write(fresh, desk.place().now());
                stamp(fresh, current);
                return fresh;
            });
            desk.replace(account, lease, fresh, reason);
        } finally {
            CollectionFolder.delete(fresh);
        }
    }

    /// Empty where there is none, and where it cannot be read: that may be why somebody restores.
    private Optional<CollectionState> current() throws IOException {
        try {
            return desk.look(CollectionState::read);
        } catch (DatabaseException.Damaged | DatabaseException.Unexpected _) {
            return Optional.empty();
        }
    }

    private void stamp(Path fresh, Optional<CollectionState> current) {
        try (var collection = SqliteFile.openToWrite(fresh, Unicase.COLLATION)) {
            collection.write(tx -> {
                var state = CollectionState.read(tx);
                return CollectionState.part(
                        tx, state.later(current.orElse(state)), desk.place().now());
            });
        }
    }
}
