package lectern.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/// Hashes of clear passwords that come from other servers. They are checked until the first good sign-in, never made.
sealed interface ForeignHash {

    boolean matches(String password);

    /// Empty when the text is none of the forms below.
    static Optional<ForeignHash> parse(String text) {
        var pbkdf2 = Pbkdf2.PHC.matcher(text);
        if (pbkdf2.matches() && Argon2id.isBase64(pbkdf2.group("salt")) && Argon2id.isBase64(pbkdf2.group("hash"))) {
            return Optional.of(new Pbkdf2(
                    "PBKDF2WithHmacSHA" + pbkdf2.group("bits"),
                    Integer.parseInt(pbkdf2.group("rounds")),
                    pbkdf2.group("salt"),
                    pbkdf2.group("hash")));
        }
        if (Bcrypt.TEXT.matcher(text).matches()) {
            return Optional.of(new Bcrypt(text));
        }
        return Argon2id.parse(text).map(Argon2::new);
    }

    /// As the official Anki server writes it for `PASSWORDS_HASHED`: `$pbkdf2-sha256$i=600000,l=32$<salt>$<hash>`.
    record Pbkdf2(String algorithm, int rounds, String salt, String hash) implements ForeignHash {
        private static final Pattern PHC = Pattern.compile(
                "\\$pbkdf2-sha(?<bits>256|512)\\$"
                        + "i=(?<rounds>[1-9]\\d{0,7})(,l=\\d{1,3})?\\$(?<salt>[A-Za-z0-9+/]{2,})\\$(?<hash>[A-Za-z0-9+/]{14,})");

        @Override
        public boolean matches(String password) {
            var saltBytes = Base64.getDecoder().decode(salt);
            var hashBytes = Base64.getDecoder().decode(hash);
            // the JDK hashes the UTF-8 bytes of a password
            var key = new PBEKeySpec(password.toCharArray(), saltBytes, rounds, hashBytes.length * 8);
            try {
                var computed = SecretKeyFactory.getInstance(algorithm).generateSecret(key);
                return MessageDigest.isEqual(hashBytes, computed.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e); // every JDK has both
            }
        }
    }

    record Bcrypt(String text) implements ForeignHash {
        private static final Pattern TEXT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1\\d)\\$[./A-Za-z0-9]{53}");

        @Override
        public boolean matches(String password) {
            return OpenBSDBCrypt.checkPassword(text, password.getBytes(StandardCharsets.UTF_8));
        }
    }

    record Argon2(Argon2id hash) implements ForeignHash {
        @Override
        public boolean matches(String password) {
            return hash.matches(password);
        }
    }
}
