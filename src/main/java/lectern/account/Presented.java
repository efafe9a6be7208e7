package lectern.account;

import java.util.Locale;
import java.util.regex.Pattern;

/// What a request brings to prove who sent it. None of these ever prints its secret.
public sealed interface Presented {

    /// Proof that comes with a name or mail address.
    sealed interface Named extends Presented {
        String name();

        /// What KOReader sends or would send.
        String md5Key();
    }

    /// The password itself, or a device key typed in its place.
    record ClearPassword(String name, String password) implements Named {
        @Override
        public String md5Key() {
            return Tokens.md5Hex(password);
        }

        @Override
        public String toString() {
            return "ClearPassword[…]";
        }
    }

    /// What KOReader sends: the MD5 of the password in hexadecimal, in either case. Other texts are kept as they stand:
    /// some clients register with them.
    record Md5Key(String name, String key) implements Named {
        private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{32}");

        public Md5Key {
            if (HEX.matcher(key).matches()) {
                key = key.toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String md5Key() {
            return key;
        }

        @Override
        public String toString() {
            return "Md5Key[…]";
        }
    }

    /// The token of a session.
    record Token(String token) implements Presented {
        /// What the official Anki server makes of name and password; none of ours looks like it.
        private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");

        boolean guessable() {
            return SHA1.matcher(token).matches();
        }

        @Override
        public String toString() {
            return "Token[…]";
        }
    }
}
