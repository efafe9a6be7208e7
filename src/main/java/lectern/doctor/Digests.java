package lectern.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import lectern.account.Account;
import lectern.account.StaleAccount;
import lectern.anki.media.MediaBytes;
import lectern.anki.media.MediaRecord;
import lectern.blob.BlobStore;
import lectern.blob.MissingBlob;
import lectern.files.Size;
import lectern.syncnode.entry.Content;

/// Finds bytes that are no longer what they were when they came, in rows as in files: disks do that.
final class Digests {
    private static final String AREA = "digests";
    private static final int PAGE = 100;
    private static final int MOST_NAMED = 20;

    private final Inside stores;
    private final List<Finding> findings = new ArrayList<>();
    private int read;
    private long bytes;
    private int damaged;

    private Digests(Inside stores) {
        this.stores = stores;
    }

    static List<Finding> examine(Inside stores) {
        var digests = new Digests(stores);
        digests.versions();
        stores.accounts().all().forEach(digests::media);
        return digests.all();
    }

    private void versions() {
        var page = stores.entries().kept(0, PAGE);
        while (!page.isEmpty()) {
            for (var version : page) {
                var content = version.content();
                compare(
                        "A version of the store " + version.address().text(),
                        "SHA-256",
                        version.sha256(),
                        () -> open(stores.blobs(), content));
            }
            page = stores.entries().kept(page.getLast().number(), PAGE);
        }
    }

    private static InputStream open(BlobStore blobs, Content content) {
        return switch (content) {
            case Content.Inline(var bytes) -> new ByteArrayInputStream(bytes);
            case Content.InBlob(var id) -> blobs.open(id);
        };
    }

    private void media(Account account) {
        try {
            var page = stores.media().records(account, 0, PAGE);
            while (!page.isEmpty()) {
                page.forEach(record -> media(account, record));
                page = stores.media().records(account, page.getLast().usn(), PAGE);
            }
        } catch (StaleAccount _) {
            // deleted or changed meanwhile; there is a next time
        }
    }

    private void media(Account account, MediaRecord record) {
        if (record.state() instanceof MediaRecord.State.Present(var fingerprint, var where)) {
            var what = "The media file %s of %s".formatted(record.name().value(), account.name());
            compare(what, "SHA-1", fingerprint.sha1().hex(), () -> open(stores.blobs(), where));
        }
    }

    private static InputStream open(BlobStore blobs, MediaBytes where) {
        return switch (where) {
            case MediaBytes.InRow(var bytes) -> new ByteArrayInputStream(bytes);
            case MediaBytes.InBlob(var id) -> blobs.open(id);
        };
    }

    /// What is missing is told of elsewhere: see [Checkup].
    private void compare(String what, String algorithm, String expected, BlobStore.Content content) {
        try (var in = content.open()) {
            read++;
            if (!digest(in, algorithm).equals(expected)) {
                damaged(what + " is not what it was when it came.");
            }
        } catch (MissingBlob _) {
            // a finding of its own, or removed meanwhile
        } catch (IOException e) {
            damaged("%s can't be read: %s.".formatted(what, e.getMessage()));
        }
    }

    private String digest(InputStream in, String algorithm) throws IOException {
        var digest = of(algorithm);
        var buffer = new byte[64 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            bytes += count;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm + ".", e);
        }
    }

    private void damaged(String sentence) {
        damaged++;
        if (damaged <= MOST_NAMED) {
            findings.add(Finding.problem(AREA, sentence, "Look at the disk, and bring it back from a backup."));
        }
    }

    private List<Finding> all() {
        if (damaged > MOST_NAMED) {
            findings.add(Finding.problem(
                    AREA, "And %d more.".formatted(damaged - MOST_NAMED), "Look at the disk before anything else."));
        }
        if (damaged == 0) {
            findings.add(Finding.fine(
                    AREA,
                    "Versions of stores and media files: %d with %s, all as they came."
                            .formatted(read, new Size(bytes))));
        }
        return findings;
    }
}
