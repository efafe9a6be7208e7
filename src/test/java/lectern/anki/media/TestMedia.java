package lectern.anki.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

import lectern.account.Account;
import lectern.account.TestAccounts;
import lectern.blob.BlobId;
import lectern.blob.BlobStore;
import lectern.blob.FileBlobStore;
import lectern.db.Database;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The media of two people nobody else knows.
final class TestMedia {
    final Database db;
    final TestAccounts accounts;
    final Account ana;
    final Account ben;
    final MediaIndex index;
    final BlobStore blobs;

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    TestMedia(Database db, Path data) {
        this.db = db;
        accounts = new TestAccounts(db);
        ana = accounts.make("ana");
        ben = accounts.make("ben");
        InstantSource clock = () -> now;
        index = new SqlMediaIndex(db, clock);
        blobs = FileBlobStore.open(data, db, new SecureRandom(), clock);
    }

    /// Lets time pass, and the sweeper work.
    void pass(Duration time) {
        now = now.plus(time);
        blobs.deleteExpired(now, 1000);
    }

    static MediaName name(String name) {
        return new MediaName(name);
    }

    static Sha1 sha1(byte[] bytes) {
        return Sha1.of(Sha1.digest().digest(bytes));
    }

    static Sha1 sha1(String text) {
        return sha1(text.getBytes(UTF_8));
    }

    static Fingerprint fingerprint(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return new Fingerprint(sha1(bytes), crc.getValue(), bytes.length);
    }

    static MediaFile inRow(String name, String text) {
        var bytes = text.getBytes(UTF_8);
        return new MediaFile(name(name), fingerprint(bytes), new MediaBytes.InRow(bytes));
    }

    static MediaEdit put(String name, String text) {
        return new MediaEdit.Put(inRow(name, text));
    }

    static MediaEdit delete(String name) {
        return new MediaEdit.Delete(name(name));
    }

    /// The same in a blob, however short it is.
    MediaFile inBlob(Account owner, String name, String text) {
        var bytes = text.getBytes(UTF_8);
        try {
            var blob = blobs.put(owner, () -> new ByteArrayInputStream(bytes));
            return new MediaFile(name(name), fingerprint(bytes), new MediaBytes.InBlob(blob.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BlobId blob(MediaFile file) {
        return ((MediaBytes.InBlob) file.bytes()).id();
    }

    long apply(MediaEdit... edits) {
        return index.apply(ana, List.of(edits));
    }

    /// `name usn`, and `-` for a deleted one, of everything that changed after that number.
    List<String> changes(long after) {
        return index.changes(ana, after, 1000).stream()
                .map(change ->
                        change.name() + " " + change.usn() + (change.sha1().isEmpty() ? " -" : ""))
                .toList();
    }

    /// What the files hold that are found, from the first on.
    List<String> find(long enough, String... names) {
        return index.find(ana, Arrays.stream(names).map(TestMedia::name).toList(), enough).stream()
                .map(this::text)
                .toList();
    }

    String text(MediaFile file) {
        return switch (file.bytes()) {
            case MediaBytes.InRow(var bytes) -> new String(bytes, UTF_8);
            case MediaBytes.InBlob(var id) -> {
                try (var in = blobs.open(id)) {
                    yield new String(in.readAllBytes(), UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
