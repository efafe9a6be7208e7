package lectern.syncnode.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import lectern.http.Request;

/// What a sender says about its bytes in `Repr-Digest` and `Content-Digest` (RFC 9530), so that what arrives is what
/// was sent. Algorithms that we do not know say nothing.
public final class Digests {
    private static final Map<String, String> ALGORITHMS = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private final List<Said> said;

    /// @param value empty when it could not be read; no digest equals it
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Said(String algorithm, byte[] value) {}

    private Digests(List<Said> said) {
        this.said = List.copyOf(said);
    }

    /// Nothing was said.
    public static Digests none() {
        return new Digests(List.of());
    }

    public static Digests of(Request request) {
        var said = new ArrayList<Said>();
        Stream.of("Repr-Digest", "Content-Digest")
                .flatMap(header -> request.headers(header).stream())
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .forEach(member -> read(member, said));
        return new Digests(said);
    }

    private static void read(String member, List<Said> said) {
        int equals = member.indexOf('=');
        var name = member.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
        if (ALGORITHMS.containsKey(name)) {
            said.add(new Said(ALGORITHMS.get(name), bytes(member.substring(equals + 1))));
        }
    }

    /// Base64 between two colons.
    private static byte[] bytes(String value) {
        var parts = value.strip().split(":", -1);
        try {
            return parts.length < 3 || !parts[0].isEmpty()
                    ? new byte[0]
                    : Base64.getDecoder().decode(parts[1]);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    /// As it stands in an answer.
    ///
    /// @param sha256 in hex
    public static String text(String sha256) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)) + ':';
    }

    /// Refuses bytes that are not those that were sent.
    public void check(byte[] bytes) {
        for (var each : said) {
            compare(each, digest(each.algorithm()).digest(bytes));
        }
    }

    /// The same bytes; at their end, what is not what was sent is refused.
    public InputStream guard(InputStream body) {
        return said.isEmpty() ? body : new Guarded(body);
    }

    private static void compare(Said said, byte[] computed) {
        if (!MessageDigest.isEqual(said.value(), computed)) {
            throw new Refusal(new SyncNodeError.DigestMismatch());
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm + '.', e);
        }
    }

    private final class Guarded extends FilterInputStream {
        private final List<MessageDigest> running =
                said.stream().map(each -> digest(each.algorithm())).toList();
        private boolean ended;

        Guarded(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = in.read(to, offset, length);
            if (read >= 0) {
                running.forEach(digest -> digest.update(to, offset, read));
            } else if (!ended) {
                ended = true;
                for (int i = 0; i < running.size(); i++) {
                    compare(said.get(i), running.get(i).digest());
                }
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            throw new IOException("What is skipped is not in the digest.");
        }
    }
}
