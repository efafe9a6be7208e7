package lectern.kosync.book;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Where in a document a reader is, in the words of the program that said so. It is stored and given back
/// unchanged: the reader jumps by it alone.
public record Place(String text) {
    private static final int MAX_BYTES = 4096;
    private static final Pattern PAGE = Pattern.compile("[0-9]{1,9}");

    public Place {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a place in a document");
        }
    }

    /// Empty for what is too long to be a place (4096 bytes).
    public static Optional<Place> parse(String text) {
        return isValid(text) ? Optional.of(new Place(text)) : Optional.empty();
    }

    static Place page(long number) {
        return new Place(Long.toString(number));
    }

    OptionalLong pageNumber() {
        return PAGE.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /// Which documents such a place can be in; empty when it says nothing, as the `nil` of a reader that has no
    /// position.
    Optional<Kind> kind() {
        if (text.isBlank() || text.equals("nil")) {
            return Optional.empty();
        }
        if (pageNumber().isPresent()) {
            return Optional.of(Kind.PAGE);
        }
        // the second form is what KOReader sends after a jump from the table of contents
        return Optional.of(text.startsWith("/body") || text.startsWith("#") ? Kind.POINTER : Kind.OTHER);
    }

    private static boolean isValid(String text) {
        return text.length() <= MAX_BYTES && text.getBytes(UTF_8).length <= MAX_BYTES && Text.isStorable(text);
    }

    enum Kind {
        PAGE,
        POINTER,
        OTHER
    }
}
