package lectern.anki.media;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The digest by which clients tell whether two files are the same, in lower-case hex.
public record Sha1(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    public Sha1 {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a SHA-1 is 40 hex digits");
        }
    }

    static Sha1 of(byte[] digest) {
        return new Sha1(HexFormat.of().formatHex(digest));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1.", e);
        }
    }
}
