package lectern.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Random secrets and handles, and the hashes under which secrets are stored: they are random, so one fast hash does.
public final class Tokens {
    /// Without 0, 1, i, l and o, which look like each other on the small screens where keys are typed.
    private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random;

    public Tokens(SecureRandom random) {
        this.random = random;
    }

    /// A device key or an invitation: 79 bits.
    String typed() {
        return letters(16);
    }

    Handle handle() {
        return new Handle(letters(8));
    }

    /// The prefix tells people, and scanners of leaked secrets, what they have found.
    String sessionToken(SessionKind kind) {
        return (kind == SessionKind.STORE ? "sn1_" : "") + bytes(32);
    }

    /// With which a lost password is replaced.
    public String resetToken() {
        return "sr1_" + bytes(32);
    }

    Handle sessionHandle() {
        return new Handle("~" + bytes(16));
    }

    /// Under which a random secret is stored.
    public static String hash(String secret) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /// What KOReader makes of a password.
    static String md5Hex(String password) {
        return HexFormat.of().formatHex(digest("MD5").digest(password.getBytes(StandardCharsets.UTF_8)));
    }

    private String letters(int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private String bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has both
        }
    }
}
