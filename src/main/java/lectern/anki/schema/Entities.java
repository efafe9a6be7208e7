package lectern.anki.schema;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// HTML's ways to write a character: `&eacute;`, `&#233;`, `&#xE9;`.
final class Entities {
    private static final Map<String, Integer> NAMED = named();

    private Entities() {}

    private static Map<String, Integer> named() {
        return Resource.text("entities.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> Integer.parseInt(line[1], 16)));
    }

    /// The text as it was when a single entity in it is not one.
    static String decode(String text) {
        var decoded = new StringBuilder(text.length());
        int at = 0;
        for (int start = text.indexOf('&'); start >= 0; start = text.indexOf('&', at)) {
            int end = text.indexOf(';', start);
            var point = end < 0 ? Optional.<Integer>empty() : point(text.substring(start + 1, end));
            if (point.isEmpty()) {
                return text;
            }
            decoded.append(text, at, start).appendCodePoint(point.get());
            at = end + 1;
        }
        return decoded.append(text, at, text.length()).toString();
    }

    private static Optional<Integer> point(String entity) {
        if (!entity.startsWith("#")) {
            return Optional.ofNullable(NAMED.get(entity));
        }
        return entity.startsWith("#x") ? number(entity.substring(2), 16) : number(entity.substring(1), 10);
    }

    private static Optional<Integer> number(String digits, int radix) {
        if (digits.chars().anyMatch(digit -> digit >= 0x80 || Character.digit(digit, radix) < 0)) {
            return Optional.empty(); // a sign, for one, which Java would take
        }
        try {
            return Optional.of(Integer.parseInt(digits, radix))
                    .filter(point ->
                            Character.isValidCodePoint(point) && Character.getType(point) != Character.SURROGATE);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
