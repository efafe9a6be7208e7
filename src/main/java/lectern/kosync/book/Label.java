package lectern.kosync.book;

import java.util.Optional;

/// What an owner calls a book: 1 to 200 characters, without blanks around them.
public record Label(String value) {
    public Label {
        value = value.strip();
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a label");
        }
    }

    /// Empty for what has no characters, or more than 200.
    public static Optional<Label> parse(String text) {
        return isValid(text.strip()) ? Optional.of(new Label(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= 200 && Text.isStorable(text);
    }
}
