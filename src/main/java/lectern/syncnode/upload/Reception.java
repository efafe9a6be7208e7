package lectern.syncnode.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;

import lectern.account.Account;
import lectern.blob.BlobStore;
import lectern.blob.GrowingBlob;
import lectern.http.Request;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// Takes in the bytes of one request. What came before a connection broke counts, and so does what came before the
/// server was killed, but for the last few megabytes.
final class Reception {
    /// So often what came is forced to the disk and counted, within one request.
    static final long STEP = 16 * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final UploadSettings settings;
    private final UploadStore uploads;
    private final BlobStore blobs;
    private final InstantSource clock;

    Reception(UploadSettings settings, UploadStore uploads, BlobStore blobs, InstantSource clock) {
        this.settings = settings;
        this.uploads = uploads;
        this.blobs = blobs;
        this.clock = clock;
    }

    /// Goes on with an upload, and answers how many bytes it has now. When these are all, the last of them are not
    /// counted yet: that is for whoever stores them.
    long receive(Request request, Account account, Upload upload, Writers.Writer turn) throws IOException {
        var checksum = Checksum.of(request);
        var body = request.unhurried(upload.length() - upload.received());
        if (blobs.has(upload.blob())) { // killed after the last byte, before that was counted
            return upload.received() + body.transferTo(OutputStream.nullOutputStream());
        }
        try (var growing = blobs.grow(upload.blob(), upload.received())) {
            return new Sitting(account, upload, turn, growing, checksum).receive(body);
        }
    }

    /// One request's share of an upload.
    private final class Sitting {
        private final Account account;
        private final Writers.Writer turn;
        private final GrowingBlob growing;
        private final Optional<Checksum> checksum;
        private Upload counted;
        private long received;

        Sitting(Account account, Upload upload, Writers.Writer turn, GrowingBlob growing, Optional<Checksum> checksum) {
            this.account = account;
            this.turn = turn;
            this.growing = growing;
            this.checksum = checksum;
            this.counted = upload;
            this.received = upload.received();
        }

        long receive(InputStream body) throws IOException {
            try {
                readAll(body);
            } catch (IOException | RuntimeException brokenOff) {
                if (checksum.isEmpty() && !turn.isEnded()) {
                    count();
                }
                throw brokenOff;
            }
            checksum.ifPresent(Checksum::check);
            count();
            return received;
        }

        private void readAll(InputStream body) throws IOException {
            var buffer = new byte[BUFFER];
            for (int read = turn.read(body, buffer); read >= 0; read = turn.read(body, buffer)) {
                growing.append(buffer, 0, read);
                received += read;
                add(buffer, read);
                if (checksum.isEmpty() && received - counted.received() >= STEP) {
                    count();
                }
            }
        }

        private void add(byte[] buffer, int read) {
            checksum.ifPresent(running -> running.add(buffer, read));
        }

        private void count() {
            if (received == counted.length()) {
                return;
            }
            growing.force();
            counted = uploads.progress(
                            account, counted, received, clock.instant().plus(settings.patience()))
                    .orElseThrow(() -> new Refusal(new SyncNodeError.UploadTaken()));
        }
    }
}
