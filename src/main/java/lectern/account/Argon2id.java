package lectern.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// One Argon2id hash with what it was made with, in the text form that every library reads (PHC string).
///
/// @param salt in base64, as all of `hash`
record Argon2id(int kibibytes, int passes, int lanes, String salt, String hash) {
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    // the second choice of RFC 9106 is 64 MiB; OWASP's 19 MiB fits small machines and costs about 25 ms on a desktop
    // core
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;

    static Argon2id of(String text, SecureRandom random) {
        var salt = base64(random, 16);
        var hash = compute(text, KIBIBYTES, PASSES, LANES, salt, 32);
        return new Argon2id(KIBIBYTES, PASSES, LANES, salt, BASE64.encodeToString(hash));
    }

    /// What no text matches, at the price of one that could.
    static Argon2id unmatchable(SecureRandom random) {
        return new Argon2id(KIBIBYTES, PASSES, LANES, base64(random, 16), base64(random, 32));
    }

    static Optional<Argon2id> parse(String phc) {
        var parts = PHC.matcher(phc);
        return parts.matches() && isBase64(parts.group(4)) && isBase64(parts.group(5))
                ? Optional.of(new Argon2id(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        parts.group(4),
                        parts.group(5)))
                : Optional.empty();
    }

    boolean matches(String text) {
        var wanted = Base64.getDecoder().decode(hash);
        return MessageDigest.isEqual(wanted, compute(text, kibibytes, passes, lanes, salt, wanted.length));
    }

    /// Whether a hash made today would cost as much.
    boolean current() {
        return kibibytes == KIBIBYTES && passes == PASSES && lanes == LANES;
    }

    String phc() {
        return "$argon2id$v=19$m=" + kibibytes + ",t=" + passes + ",p=" + lanes + "$" + salt + "$" + hash;
    }

    @Override
    public String toString() {
        return "Argon2id[…]";
    }

    private static byte[] compute(String text, int kibibytes, int passes, int lanes, String salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kibibytes)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(Base64.getDecoder().decode(salt))
                .build());
        var hash = new byte[length];
        generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    /// For texts of its alphabet: one letter alone carries no byte.
    static boolean isBase64(String text) {
        return text.length() % 4 != 1;
    }

    private static String base64(SecureRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }
}
