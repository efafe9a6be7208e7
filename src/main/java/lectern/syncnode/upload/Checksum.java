package lectern.syncnode.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import lectern.http.Request;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// `Upload-Checksum`: what the bytes of one request must add up to, or none of them counts.
final class Checksum {
    /// As they are announced.
    static final String ALGORITHMS = "sha1,sha256,sha512";

    private static final Map<String, String> NAMES = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

    private final MessageDigest digest;
    private final byte[] expected;

    private Checksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected;
    }

    static Optional<Checksum> of(Request request) {
        return request.rawHeader("Upload-Checksum").map(Checksum::parse);
    }

    private static Checksum parse(String header) {
        var parts = header.strip().split(" +", -1);
        try {
            if (parts.length == 2 && NAMES.containsKey(parts[0])) {
                return new Checksum(
                        MessageDigest.getInstance(NAMES.get(parts[0])),
                        Base64.getDecoder().decode(parts[1]));
            }
        } catch (IllegalArgumentException _) {
            // told below
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has them
        }
        throw new Refusal(
                new SyncNodeError.BadRequest("Upload-Checksum: one of " + ALGORITHMS + ", a blank, and base64."));
    }

    void add(byte[] from, int count) {
        digest.update(from, 0, count);
    }

    void check() {
        if (!MessageDigest.isEqual(digest.digest(), expected)) {
            throw new Refusal(new SyncNodeError.ChecksumMismatch());
        }
    }
}
