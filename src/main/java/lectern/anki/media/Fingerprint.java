package lectern.anki.media;

/// What the bytes of a file come to.
///
/// @param crc32 what zips want to know before the bytes
public record Fingerprint(Sha1 sha1, long crc32, long size) {
    public Fingerprint {
        if (size <= 0) {
            throw new IllegalArgumentException("a media file has bytes");
        }
    }
}
