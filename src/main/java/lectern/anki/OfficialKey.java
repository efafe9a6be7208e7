package lectern.anki;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The key that the official server gives every device of an account, made of its name and its secret: the password, or
/// with `PASSWORDS_HASHED` the text of its hash.
public final class OfficialKey {
    private OfficialKey() {}

    public static String of(String name, String secret) {
        try {
            var bytes = (name + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
