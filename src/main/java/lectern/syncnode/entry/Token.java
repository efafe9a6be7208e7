package lectern.syncnode.entry;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/// Names one version of one store, and no other version of any store ever: it is random, not counted and not made of
/// the bytes.
public record Token(String value) {
    private static final int BYTES = 24; // 192 random bits never meet twice, so no index has to watch over them
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{32}");

    public Token {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a token has 32 characters of base64url");
        }
    }

    /// None begins with a dash: on a command line it would be taken for an option.
    static Token random(SecureRandom random) {
        var bytes = new byte[BYTES];
        String text;
        do {
            random.nextBytes(bytes);
            text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } while (text.startsWith("-"));
        return new Token(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
