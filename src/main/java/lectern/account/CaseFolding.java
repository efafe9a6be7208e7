package lectern.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Full Unicode case folding as it was in Unicode 12, from a table of our own: what is stored under a folded name must
/// be found again with any later JDK, and the indexes of Anki collections are sorted by it.
public final class CaseFolding {
    private static final Map<Integer, String> CHANGED = table();

    private CaseFolding() {}

    /// Neither trims nor normalises.
    public static String fold(String text) {
        var folded = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(point -> {
            var changed = CHANGED.get(point);
            if (changed == null) {
                folded.appendCodePoint(point);
            } else {
                folded.append(changed);
            }
        });
        return folded.toString();
    }

    /// What one code point becomes, whatever stands around it.
    public static String fold(int point) {
        return CHANGED.getOrDefault(point, Character.toString(point));
    }

    private static Map<Integer, String> table() {
        var table = HashMap.<Integer, String>newHashMap(1487);
        var resource = Objects.requireNonNull(CaseFolding.class.getResourceAsStream("unicase.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                var points = Arrays.stream(line.split(" ", -1))
                        .map(hex -> Integer.parseInt(hex, 16))
                        .toList();
                table.put(
                        points.getFirst(),
                        points.stream().skip(1).map(Character::toString).collect(Collectors.joining()));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(table);
    }
}
