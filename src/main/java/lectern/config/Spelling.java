package lectern.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Finds the known name that somebody most likely meant.
final class Spelling {
    private Spelling() {}

    /// The end of the sentence: `; did you mean ...?`, or a full stop when no known name is near.
    static String suggestion(String name, Collection<String> known) {
        var plain = plain(name);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))))
                .filter(nearest -> distance(plain, plain(nearest)) <= Math.max(2, plain.length() / 3))
                .map("; did you mean %s?"::formatted)
                .orElse(".");
    }

    private static String plain(String name) {
        var lower = name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
        return lower.startsWith("lectern") ? lower.substring("lectern".length()) : lower;
    }

    /// Levenshtein's: how many letters must be added, removed or changed.
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                var changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[other.length()];
    }
}
