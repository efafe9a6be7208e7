package lectern.syncnode.entry;

import java.util.Optional;

/// What an account calls a store. Names that differ in any character are different names: nothing is folded, trimmed
/// or normalised.
public record StoreName(String value) {
    public static final int LONGEST = 8000; // code points

    public StoreName {
        problem(value).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /// What is wrong with a text as a name, in one sentence; empty when nothing is.
    public static Optional<String> problem(String text) {
        if (text.isEmpty()) {
            return Optional.of("A key needs at least one character.");
        }
        if (tooLong(text)) {
            return Optional.of("A key has at most " + LONGEST + " characters.");
        }
        if (text.codePoints().anyMatch(StoreName::unfit)) {
            return Optional.of("A key has no control characters and no half characters.");
        }
        if (Address.parse(text).isPresent()) {
            return Optional.of("A key of this form is an address.");
        }
        return Optional.empty();
    }

    /// The one problem that has an answer of its own.
    public static boolean tooLong(String text) {
        return text.codePointCount(0, text.length()) > LONGEST;
    }

    private static boolean unfit(int point) {
        return point <= 0x1f || point == 0x7f || Character.getType(point) == Character.SURROGATE;
    }

    @Override
    public String toString() {
        return value;
    }
}
