package lectern.anki.schema;

import java.util.Arrays;
import java.util.stream.IntStream;

import lectern.account.CaseFolding;
import lectern.db.Collation;

/// How collection files order the names of note types, fields, templates, decks, presets and tags: by folded code
/// points, a proper prefix first. Their unique indexes are sorted by it, and a client refuses a file whose index it
/// would have sorted differently; so this follows the library that clients are frozen to, with its mistake: of the
/// sixteen characters that fold to three, such as U+FB03, it puts the last of the three first.
public final class Unicase {
    /// Every connection to a collection needs it.
    public static final Collation COLLATION = new Collation("unicase", Unicase::compare);

    private static final int ASCII = 0x80;

    private Unicase() {}

    private static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int at = 0; at < common; at++) {
            char one = left.charAt(at);
            char other = right.charAt(at);
            if (one >= ASCII || other >= ASCII) {
                return Arrays.compare(folded(left.substring(at)), folded(right.substring(at)));
            }
            int difference = lower(one) - lower(other);
            if (difference != 0) {
                return difference;
            }
        }
        return left.length() - right.length();
    }

    private static int lower(char ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? ascii + ('a' - 'A') : ascii;
    }

    /// Code points, because the units of Java's strings put U+1F600 before U+FB00.
    private static int[] folded(String text) {
        return text.codePoints().flatMap(Unicase::folded).toArray();
    }

    private static IntStream folded(int point) {
        var folded = CaseFolding.fold(point).codePoints().toArray();
        return folded.length == 3 ? IntStream.of(folded[2], folded[0], folded[1]) : IntStream.of(folded);
    }
}
