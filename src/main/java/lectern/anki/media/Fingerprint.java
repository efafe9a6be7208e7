package lectern.anki.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;

/// What the bytes of a file come to.
///
/// @param crc32 what zips want to know before the bytes
public record Fingerprint(Sha1 sha1, long crc32, long size) {
    private static final int BUFFER = 32 * 1024;

    public Fingerprint {
        if (size <= 0) {
            throw new IllegalArgumentException("a media file has bytes");
        }
    }

    /// Reads to the end. Empty when there is nothing to read.
    static Optional<Fingerprint> of(InputStream in) throws IOException {
        var sha1 = Sha1.digest();
        var crc32 = new CRC32();
        var buffer = new byte[BUFFER];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha1.update(buffer, 0, read);
            crc32.update(buffer, 0, read);
            size += read;
        }
        return size == 0
                ? Optional.empty()
                : Optional.of(new Fingerprint(Sha1.of(sha1.digest()), crc32.getValue(), size));
    }
}
