package lectern.kosync.book;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/// What clients send as text, and what a database can take.
public final class Text {
    private Text() {}

    /// PostgreSQL refuses the character 0, and half a surrogate pair has no UTF-8.
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) { // every push and every pull comes by here
            char unit = text.charAt(i);
            if (unit == 0 || Character.isLowSurrogate(unit)) {
                return false;
            }
            if (Character.isHighSurrogate(unit)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Whether every character is one of those; without a stream, because every push and every pull asks.
    static boolean isAll(String text, IntPredicate those) {
        for (int i = 0; i < text.length(); i++) {
            if (!those.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// The first `limit` characters, and never half of one.
    static String cut(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit));
    }

    /// Equal for two spellings that people take for the same.
    public static String folded(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
