package lectern.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import lectern.account.Account;
import lectern.account.TestAccounts;
import lectern.db.Database;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A store on a database and a folder, and two people who have files.
final class TestBlobs {
    final TestAccounts accounts;
    final Account ana;
    final Account ben;
    final BlobStore store;
    final TestClock clock = new TestClock();

    private final Database db;
    private final Path data;

    TestBlobs(Database db, Path data) {
        this.db = db;
        this.data = data;
        accounts = new TestAccounts(db);
        ana = accounts.make("ana");
        ben = accounts.make("ben");
        store = another();
    }

    /// The store of a second process on the same data.
    BlobStore another() {
        return FileBlobStore.open(data, db, new SecureRandom(), clock);
    }

    static final class TestClock implements java.time.InstantSource {
        private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    BlobId put(Account owner, String text) throws IOException {
        return store.put(owner, () -> new ByteArrayInputStream(text.getBytes(UTF_8)))
                .id();
    }

    byte[] read(BlobId id) {
        try (var in = store.open(id)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As much as that appended and forced.
    void grow(BlobStore by, BlobId id, byte[] bytes, int from, int to) {
        try (var growing = by.grow(id, from)) {
            growing.append(bytes, from, to - from);
            growing.force();
        }
    }

    void keep(Account owner, BlobId id, Duration longer) {
        db.write(tx -> {
            BlobRows.keep(tx, owner.id(), id, clock.instant().plus(longer));
            return true;
        });
    }

    void abandon(Account owner, BlobId id) {
        db.write(tx -> {
            BlobRows.abandon(tx, owner.id(), id, clock.instant());
            return true;
        });
    }

    void claim(Account owner, BlobId id) {
        db.write(tx -> {
            BlobRows.claim(tx, owner.id(), id);
            return true;
        });
    }

    void release(Account owner, BlobId id) {
        db.write(tx -> {
            BlobRows.release(tx, owner.id(), id, clock.instant());
            return true;
        });
    }

    /// Takes the bytes of so many claimed blobs away.
    List<BlobId> damage(int count) throws IOException {
        List<BlobId> lost = db.read(tx -> tx.list(
                "select blob_id from blob where due_at is null and account_id = ? limit ?",
                row -> new BlobId(row.text("blob_id")),
                ana.id().value(),
                count));
        for (var id : lost) {
            Files.delete(file(id));
        }
        return lost;
    }

    int sweep() {
        return store.deleteExpired(clock.instant(), 1000);
    }

    /// The names of all files.
    List<String> files() {
        try (var files = Files.walk(data.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(BlobId id) {
        return data.resolve("blobs").resolve(id.value().substring(0, 2)).resolve(id.value());
    }
}
