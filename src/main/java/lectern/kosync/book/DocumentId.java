package lectern.kosync.book;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// What a reading program calls a file: the digest of its content or of its name, which look alike, or what an odd
/// client made up. 32 hexadecimal digits are one id in any case.
public record DocumentId(String value) {
    private static final int DIGEST_LENGTH = 32;
    private static final int MAX_LENGTH = 256;

    public DocumentId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a document id");
        }
        if (isDigest(value)) {
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
        return value.chars().allMatch(letter -> letter == '_' || (letter < 0x80 && Character.isLetterOrDigit(letter)));
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isDigest(String text) {
        return text.length() == DIGEST_LENGTH && Text.isAll(text, HexFormat::isHexDigit);
    }

    private static boolean isValid(String text) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= MAX_LENGTH
                && Text.isStorable(text)
                && Text.isAll(text, letter -> letter != ':' && letter != '/' && !Character.isISOControl(letter));
    }
}
