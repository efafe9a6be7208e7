package lectern.blob;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The digest of bytes that come in pieces.
final class Digesting {
    private static final int BUFFER = 64 * 1024;

    private final MessageDigest digest = sha256();
    private long length;

    /// Of all that a stream gives.
    static Digesting of(InputStream in) throws IOException {
        var whole = new Digesting();
        var buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            whole.add(buffer, 0, read);
        }
        return whole;
    }

    void add(byte[] from, int offset, int count) {
        digest.update(from, offset, count);
        length += count;
    }

    /// Of how many bytes.
    long length() {
        return length;
    }

    /// In hex. Nothing can be added afterwards.
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
