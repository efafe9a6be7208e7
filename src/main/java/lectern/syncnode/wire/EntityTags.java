package lectern.syncnode.wire;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands in `If-Match` or `If-None-Match`.
///
/// A tag names a version of a store, and it is the token. Proxies that compress make `W/"…"` or `"…-gzip"` of it; taken
/// literally, that would be another version, and whoever writes through such a proxy would find a conflict for ever.
public sealed interface EntityTags {
    /// The header was not sent.
    record None() implements EntityTags {}

    /// `*`: whatever there is.
    record Any() implements EntityTags {}

    /// What can be no token is kept, and never is one.
    record Listed(Set<String> tokens) implements EntityTags {
        public Listed {
            tokens = Set.copyOf(tokens);
        }
    }

    /// Tags may hold commas, so quotes come first; unquoted words are taken as they are.
    Pattern TAG = Pattern.compile("(?:[Ww]/)?\"([^\"]*)\"|([^\\s,\"]+)");

    List<String> CODINGS = List.of("-gzip", ";gzip", "--gzip", "-br", "-zstd");

    /// Never fails: what cannot be read names no version.
    ///
    /// @param values of every header of that name
    static EntityTags parse(List<String> values) {
        var present = values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (present.isEmpty()) {
            return new None();
        }
        if (present.contains("*")) {
            return new Any();
        }
        var tokens = new LinkedHashSet<String>();
        var tags = TAG.matcher(String.join(",", present));
        while (tags.find()) {
            var quoted = tags.group(1);
            addTokens(quoted == null ? tags.group(2) : quoted, tokens);
        }
        return new Listed(tokens);
    }

    /// A token may itself end like a coding, or in a part of one: each that it can have been counts, for no two tokens
    /// are that alike.
    private static void addTokens(String tag, Set<String> tokens) {
        tokens.add(tag);
        for (var coding : CODINGS) {
            if (tag.endsWith(coding)) {
                tokens.add(tag.substring(0, tag.length() - coding.length()));
            }
        }
    }

    /// Whether the version there is, is meant.
    default boolean include(String current) {
        return switch (this) {
            case None() -> false;
            case Any() -> true;
            case Listed(var tokens) -> tokens.contains(current);
        };
    }
}
