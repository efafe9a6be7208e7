package lectern.account;

import java.text.Normalizer;
import java.util.Optional;

/// What a person is called at every door: as first spelt, trimmed and in NFC. Two names that differ only in case
/// are the same name, see [#lookupForm].
public record AccountName(String value) {
    private static final int LONGEST = 254;

    public AccountName {
        value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        problem(value).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /// What is wrong with a text as a name, in one sentence; empty when nothing is.
    public static Optional<String> problem(String text) {
        var name = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        var length = name.codePointCount(0, name.length());
        if (length == 0) {
            return Optional.of("A name needs at least one character.");
        }
        if (length > LONGEST) {
            return Optional.of("A name has at most " + LONGEST + " characters.");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("A name is not \".\" or \"..\".");
        }
        if (name.codePoints().anyMatch(point -> point == ':' || point == ',' || point == '/')) {
            return Optional.of("A name has no colon, comma or slash.");
        }
        if (name.codePoints().anyMatch(AccountName::unfit)) {
            return Optional.of("A name has no control characters and no code points that mean nothing yet.");
        }
        return Optional.empty();
    }

    /// The form under which names and mail addresses are looked up. It may be made of any text, and then finds nothing.
    static String lookupForm(String nameOrMail) {
        var composed = Normalizer.normalize(nameOrMail.strip(), Normalizer.Form.NFC);
        return Normalizer.normalize(
                CaseFolding.fold(composed), Normalizer.Form.NFC); // folding takes some letters apart
    }

    /// An unassigned code point could later be assigned, and then be normalised differently: its owner would be locked
    /// out.
    private static boolean unfit(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.UNASSIGNED, Character.SURROGATE -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
