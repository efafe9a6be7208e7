package lectern.account;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What makes a password or key acceptable when it is set.
final class Passwords {
    private static final int SHORTEST = 8;
    private static final int LONGEST_BYTES = 1024;
    private static final int LONGEST_KEY = 128;

    private Passwords() {}

    /// For the web, the store API and the command line: there, the password itself is seen.
    static Optional<String> problem(AccountName name, String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of("A password has at least " + SHORTEST + " characters.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            return Optional.of("A password has at most " + LONGEST_BYTES + " bytes.");
        }
        if (AccountName.lookupForm(password).equals(AccountName.lookupForm(name.value()))) {
            return Optional.of("A password is not the name of the account.");
        }
        return Optional.empty();
    }

    /// For KOReader's door, where only a digest is seen.
    static Optional<String> problem(Presented.Md5Key wanted) {
        var length = wanted.key().codePointCount(0, wanted.key().length());
        return length == 0 || length > LONGEST_KEY
                ? Optional.of("A key has 1 to " + LONGEST_KEY + " characters.")
                : Optional.empty();
    }
}
