package lectern.kosync;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a reading program calls a file: the digest of its content or of its name, which look alike, or what an odd
/// client made up. 32 hexadecimal digits are one id in any case.
public record DocumentId(String value) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern STRICT = Pattern.compile("[0-9A-Za-z_]+");

    public DocumentId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a document id");
        }
        if (DIGEST.matcher(value).matches()) {
            value = value.toLowerCase(Locale.ROOT);
        }
    }

    /// Empty for what cannot be the id of a document: nothing, more than 256 characters, a control character, `:`
    /// or `/`.
    public static Optional<DocumentId> parse(String text) {
        return isValid(text) ? Optional.of(new DocumentId(text)) : Optional.empty();
    }

    /// Whether the official server could serve it again: letters, digits and `_` only.
    public boolean isStrict() {
        return STRICT.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isValid(String text) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= 256
                && Text.isStorable(text)
                && text.chars().noneMatch(letter -> letter == ':' || letter == '/' || Character.isISOControl(letter));
    }
}
