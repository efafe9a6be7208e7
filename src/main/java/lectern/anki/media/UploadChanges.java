package lectern.anki.media;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

import lectern.account.Account;
import lectern.anki.media.SentZip.Sent;
import lectern.anki.wire.Megabytes;
import lectern.anki.wire.SyncRequest;
import lectern.blob.BlobStore;

/// Takes files and deletions that a client sends in a zip: all of them or, when anything is wrong with one, none.
///
/// The zip lies on disk while it is looked at. Every file is hashed and checked before the first is stored, and
/// stored before the index says so: what a crash leaves behind is swept. Large ones cost an fsync each and one for
/// all of them; small ones share that of their rows.
final class UploadChanges {
    private static final long MB = 1024 * 1024;

    /// Of all files together, where clients stop at 2.5 MiB and one file more.
    private static final long MOST = 256 * MB;

    /// Of what stays in rows, which is in memory on the way there.
    private static final long MOST_IN_ROWS = 4 * MB;

    private final MediaIndex index;
    private final BlobStore blobs;
    private final Path spool;

    UploadChanges(MediaIndex index, BlobStore blobs, Path spool) {
        this.index = index;
        this.blobs = blobs;
        this.spool = spool;
    }

    /// @param processed how many entries of the zip were handled, those that changed nothing among them
    record Done(int processed, long usn) {}

    Done perform(Account account, SyncRequest request) throws IOException {
        try (var zip = SentZip.spool(request.payload(), MOST, spool)) {
            var sent = zip.sent();
            var usn = index.apply(account, edits(account, zip, sent));
            request.count("files", sent.size());
            return new Done(sent.size(), usn);
        } catch (ZipException | EOFException _) {
            throw Media.malformed("the zip is damaged");
        }
    }

    private List<MediaEdit> edits(Account account, SentZip zip, List<Sent> sent) throws IOException {
        var hashed = hashed(zip, sent);
        var large = hashed.stream()
                .filter(file -> !file.small())
                .<BlobStore.Content>map(file -> () -> zip.open(file.entry()))
                .toList();
        var blobs = this.blobs.put(account, large).iterator();
        var files = hashed.iterator();
        var edits = new ArrayList<MediaEdit>();
        for (var one : sent) {
            edits.add(
                    switch (one) {
                        case Sent.File(var name, var entry) -> {
                            var file = files.next();
                            var bytes = file.small()
                                    ? new MediaBytes.InRow(zip.read(entry))
                                    : new MediaBytes.InBlob(blobs.next().id());
                            yield new MediaEdit.Put(new MediaFile(name, file.fingerprint(), bytes));
                        }
                        case Sent.Deletion(var name) -> new MediaEdit.Delete(name);
                    });
        }
        return edits;
    }

    /// @param small whether it stays in its row
    private record Hashed(String entry, Fingerprint fingerprint, boolean small) {}

    /// Every file of the zip, in order.
    private static List<Hashed> hashed(SentZip zip, List<Sent> sent) throws IOException {
        var hashed = new ArrayList<Hashed>();
        long all = 0;
        long inRows = 0;
        for (var one : sent) {
            if (one instanceof Sent.File file) {
                var fingerprint = fingerprint(zip, file.entry());
                long size = fingerprint.size();
                boolean small = size <= MediaBytes.MOST_IN_ROW && inRows + size <= MOST_IN_ROWS;
                hashed.add(new Hashed(file.entry(), fingerprint, small));
                all += size;
                inRows += small ? size : 0;
            }
            if (all > MOST) {
                throw Media.tooMuch("more than " + Megabytes.of(MOST) + " at once");
            }
        }
        return hashed;
    }

    private static Fingerprint fingerprint(SentZip zip, String entry) throws IOException {
        try (var in = zip.open(entry)) {
            return Fingerprint.of(in).orElseThrow(() -> Media.malformed("a file without bytes"));
        }
    }
}
