package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import lectern.account.AccountId;
import lectern.anki.schema.EmptyCollection;
import lectern.anki.schema.Unicase;
import lectern.db.DatabaseException;
import lectern.db.SqliteFile;
import lectern.files.DurableFile;
import lectern.files.PrivateFile;
import lectern.files.PrivateFolder;

/// Where the collection of one account lies: `anki/<account id>/`.
///
/// What a process that died left beside it never keeps anybody out. SQLite takes up or throws away a log, and files
/// that were never finished are removed when they are surely nobody's.
record CollectionFolder(Path path) {
    private static final Duration SURELY_LEFT = Duration.ofHours(1);
    private static final String UNFINISHED = ".new";

    /// @param all the folder of all accounts
    static CollectionFolder of(Path all, AccountId account) {
        return new CollectionFolder(all.resolve(account.value()));
    }

    Path collection() {
        return path.resolve("collection.anki2");
    }

    Path snapshots() {
        return path.resolve("snapshots");
    }

    boolean hasCollection() {
        return Files.exists(collection());
    }

    /// Another thread may take it away in this moment, which is no failure.
    boolean hasLog() {
        return beside(collection(), "-wal").toFile().length() > 0; // nothing is what a missing one has
    }

    SqliteFile open() {
        return SqliteFile.openToWrite(collection(), Unicase.COLLATION);
    }

    /// An empty file for something that becomes a collection, or is sent away. Whoever asks deletes it in the end.
    Path fresh() throws IOException {
        return Files.createTempFile(PrivateFolder.make(path), "collection.", UNFINISHED);
    }

    /// The collection of an account that has none: nothing was done in it yet, in whatever time zone.
    void makeEmpty(Instant now) throws IOException {
        var fresh = fresh();
        try {
            Files.delete(fresh);
            EmptyCollection.create(fresh, now, ZoneOffset.UTC);
            replace(fresh);
        } finally {
            delete(fresh);
        }
    }

    static void delete(Path fresh) throws IOException {
        Files.deleteIfExists(fresh);
        Files.deleteIfExists(beside(fresh, "-wal"));
        Files.deleteIfExists(beside(fresh, "-shm"));
        Files.deleteIfExists(beside(fresh, "-journal"));
    }

    /// Gives the collection the bytes of a fresh file, which is closed. Nobody in this process has it open, and
    /// everything is in the file itself: another process may still have it open, whose log beside the new file
    /// would destroy it.
    void replace(Path fresh) throws IOException {
        Files.deleteIfExists(beside(collection(), "-wal"));
        Files.deleteIfExists(beside(collection(), "-shm"));
        DurableFile.replace(collection(), fresh);
    }

    /// Moves what stands in the log into the collection. False when that cannot be had.
    boolean foldIn() {
        try (var file = open()) {
            return file.checkpoint();
        } catch (DatabaseException.Damaged | DatabaseException.Unexpected _) {
            return false;
        }
    }

    /// One step in whatever process: nobody else is at the gate meanwhile. It makes "still the newest lease?" and
    /// what follows from it one step, and a process that dies leaves it open.
    <T> T gate(Workers.Job<T> step) throws IOException {
        var lock = PrivateFolder.make(path).resolve("lock");
        try (var channel = PrivateFile.open(lock)) {
            channel.lock(); // until the channel is closed
            return step.run();
        }
    }

    /// Removes what was never finished.
    void tidy(Instant now) throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (var files = Files.newDirectoryStream(path)) {
            for (var file : files) {
                if (isLeft(file, now)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isLeft(Path file, Instant now) throws IOException {
        var name = String.valueOf(file.getFileName());
        boolean unfinished = name.startsWith("collection.") && name.contains(UNFINISHED);
        boolean nameless = name.startsWith(".nfs"); // how NFS keeps a deleted file that somebody has open
        return (unfinished || nameless)
                && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(SURELY_LEFT));
    }

    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
