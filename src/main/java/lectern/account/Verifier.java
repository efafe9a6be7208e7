package lectern.account;

/// How a password is checked, as text with a tag in front. It never prints itself: whoever reads one can try passwords
/// against it.
public sealed interface Verifier {

    /// Our own: Argon2id over the MD5 of the password in hexadecimal, or over the text that a KOReader client
    /// registered with.
    record OverMd5(String phc) implements Verifier {
        public OverMd5 {
            if (Argon2id.parse(phc).isEmpty()) {
                throw new IllegalArgumentException("not an Argon2id hash");
            }
        }

        Argon2id argon2id() {
            return Argon2id.parse(phc).orElseThrow();
        }

        @Override
        public String toString() {
            return "md5:…";
        }
    }

    /// A hash from another server that covers the password itself: PBKDF2 or Argon2id as PHC string, or bcrypt. The
    /// first good sign-in with the password replaces it by ours.
    record OverClear(String hash) implements Verifier {
        public OverClear {
            if (ForeignHash.parse(hash).isEmpty()) {
                throw new IllegalArgumentException("not a password hash that can be checked");
            }
        }

        ForeignHash foreign() {
            return ForeignHash.parse(hash).orElseThrow();
        }

        @Override
        public String toString() {
            return "clear:…";
        }
    }

    static Verifier parse(String text) {
        if (text.startsWith("md5:")) {
            return new OverMd5(text.substring(4));
        }
        if (text.startsWith("clear:")) {
            return new OverClear(text.substring(6));
        }
        throw new IllegalArgumentException("a verifier without a known tag");
    }

    default String text() {
        return switch (this) {
            case OverMd5(var phc) -> "md5:" + phc;
            case OverClear(var hash) -> "clear:" + hash;
        };
    }
}
