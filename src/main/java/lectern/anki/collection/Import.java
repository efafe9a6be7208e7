package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import lectern.account.Account;
import lectern.anki.collection.Leases.Lease;
import lectern.anki.collection.Snapshot.Reason;
import lectern.anki.schema.UploadedCollection;

/// Takes a collection from the folder of another server, which runs no more. Its numbers stay, so that clients go
/// on where they were.
final class Import {
    private static final String NAME = "collection.anki2";
    private static final Duration CHECK = Duration.ofMinutes(10); // somebody waits, and knows for what

    private Import() {}

    /// In turn.
    static void from(Path source, Desk desk, Account account) throws IOException {
        var lease = desk.take(account, "import");
        try {
            from(source, desk, account, lease);
        } finally {
            desk.release(lease);
        }
    }

    private static void from(Path source, Desk desk, Account account, Lease lease) throws IOException {
        var fresh = desk.folder().fresh();
        try {
            desk.place().workers().slow(() -> {
                copy(source.resolve(NAME), fresh);
                return UploadedCollection.prepare(fresh, CHECK, desk.place().now());
            });
            desk.replace(account, lease, fresh, Reason.IMPORT);
        } finally {
            CollectionFolder.delete(fresh);
        }
    }

    /// With its log, in which the last syncs may stand: that server never closes the file. SQLite would change
    /// either.
    private static void copy(Path collection, Path fresh) throws IOException {
        Files.copy(collection, fresh, StandardCopyOption.REPLACE_EXISTING);
        var log = CollectionFolder.beside(collection, "-wal");
        if (Files.exists(log)) {
            Files.copy(log, CollectionFolder.beside(fresh, "-wal"));
        }
    }

    static boolean isPossible(Path source) {
        return Files.isRegularFile(source.resolve(NAME));
    }
}
