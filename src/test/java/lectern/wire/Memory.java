package lectern.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the earlier exchanges of a case left to be said again.
final class Memory {
    private static final Pattern REPEATED = Pattern.compile("\\$\\{([^{}*]+)\\*(\\d+)}");
    private static final Pattern SAID_AGAIN = Pattern.compile("\\$\\{([a-z_]+)}");
    private static final Pattern MATCHED = Pattern.compile("\\$\\{([a-z_]+):((?:[^{}]|\\{[\\d,]+})+)}");

    private final Map<String, String> values = new HashMap<>();

    /// The text with what is remembered filled in.
    String fill(String text) {
        var repeated = REPEATED.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        return SAID_AGAIN.matcher(repeated).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    /// What does not match, in words; remembers the named parts when everything matches.
    Optional<String> mismatch(String wanted, String found) {
        var filled = fill(wanted);
        var parts = MATCHED.matcher(filled);
        var pattern = new StringBuilder();
        var names = new ArrayList<String>();
        var from = 0;
        while (parts.find()) {
            pattern.append(Pattern.quote(filled.substring(from, parts.start())));
            pattern.append('(').append(parts.group(2)).append(')');
            names.add(parts.group(1));
            from = parts.end();
        }
        pattern.append(Pattern.quote(filled.substring(from)));
        var matched = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(found);
        if (!matched.matches()) {
            return Optional.of("wanted: " + filled + "\n   got: " + found);
        }
        for (var i = 0; i < names.size(); i++) {
            values.put(names.get(i), matched.group(i + 1));
        }
        return Optional.empty();
    }

    private String value(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no earlier exchange remembered ${" + name + "}");
        }
        return value;
    }
}
