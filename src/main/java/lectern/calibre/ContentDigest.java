package lectern.calibre;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What KOReader calls a document by default: the MD5 of twelve samples of its content. At most 12 KiB are read and the
/// length does not count, so two different files can share a digest.
public final class ContentDigest {
    private static final int SAMPLE = 1024;

    private ContentDigest() {}

    public static String of(Path file) throws IOException {
        return digest(file).toString();
    }

    /// What has bytes at any place: as many as there is room for, or fewer; -1 at the end.
    @FunctionalInterface
    public interface Source {
        int read(ByteBuffer to, long from) throws IOException;
    }

    public static String of(Source file) throws IOException {
        return digest(file).toString();
    }

    static Digest digest(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            return digest(channel::read);
        }
    }

    private static Digest digest(Source file) throws IOException {
        var md5 = md5();
        var sample = ByteBuffer.allocate(SAMPLE);
        for (int nth = 0; nth < 12; nth++) {
            readFully(file, start(nth), sample.clear());
            if (sample.flip().limit() == 0) {
                break;
            }
            md5.update(sample);
        }
        return Digest.of(md5.digest());
    }

    /// Zero first, then 1 KiB times the powers of four up to 1 GiB.
    private static long start(int nth) {
        return nth == 0 ? 0 : (long) SAMPLE << (2 * (nth - 1));
    }

    /// A single read may return less than there is.
    private static void readFully(Source file, long from, ByteBuffer sample) throws IOException {
        while (sample.hasRemaining() && file.read(sample, from + sample.position()) >= 0) {}
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }
}
