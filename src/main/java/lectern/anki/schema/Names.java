package lectern.anki.schema;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The names of decks and tags, whose components people write with `::` between them.
final class Names {
    private static final String WRITTEN = "::";
    private static final String STORED = "\u001f";
    private static final String EMPTY = "blank";

    private static final int IDEOGRAPHIC_SPACE = 0x3000;

    private Names() {}

    /// A deck's name as its table holds it.
    static String storedDeck(String written) {
        return Arrays.stream(written.split(WRITTEN, -1))
                .map(component -> orBlank(trim(
                        without(Names::isControl, normal(component)), point -> isWhiteSpace(point) || point == ':')))
                .collect(Collectors.joining(STORED));
    }

    static String writtenDeck(String stored) {
        return stored.replace(STORED, WRITTEN);
    }

    static String tag(String written) {
        return Arrays.stream(written.split(WRITTEN, -1))
                .map(component -> orBlank(trim(without(Names::isNotInTags, normal(component)), Names::isWhiteSpace)))
                .collect(Collectors.joining(WRITTEN));
    }

    /// With `suffix` behind it, as often as it takes.
    static String unique(String name, String suffix, Predicate<String> isTaken) {
        var free = name;
        while (isTaken.test(free)) {
            free += suffix;
        }
        return free;
    }

    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String orBlank(String component) {
        return component.isEmpty() ? EMPTY : component;
    }

    private static boolean isNotInTags(int point) {
        return isControl(point) || point == ' ' || point == IDEOGRAPHIC_SPACE;
    }

    static boolean isControl(int point) {
        return point < ' ' || point == 0x7f;
    }

    /// Unicode's property White_Space, which Java's own tests do not follow: they leave out the no-break spaces.
    private static boolean isWhiteSpace(int point) {
        return (point >= '\t' && point <= '\r')
                || point == 0x85
                || Character.getType(point) == Character.SPACE_SEPARATOR
                || point == 0x2028
                || point == 0x2029;
    }

    static String without(IntPredicate unwanted, String text) {
        return text.codePoints()
                .filter(unwanted.negate())
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String trim(String text, IntPredicate unwanted) {
        int start = 0;
        int end = text.length();
        while (start < end && unwanted.test(text.charAt(start))) { // none of them lies outside the basic plane
            start++;
        }
        while (end > start && unwanted.test(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
