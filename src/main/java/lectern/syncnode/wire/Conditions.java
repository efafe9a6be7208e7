package lectern.syncnode.wire;

import java.util.Set;

import lectern.http.Request;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Expected.Condition;

/// What a writer says about the version it replaces or removes, in the words of this protocol or in those of HTTP. Who
/// uses both means both.
public final class Conditions {
    private Conditions() {}

    public static Expected of(Request request) {
        var expected = Expected.NOTHING;
        for (var token : request.headers("X-Sync-Token")) {
            if (!token.isBlank()) {
                expected = expected.and(new Condition.OneOf(Set.of(unquoted(token.strip()))));
            }
        }
        expected = switch (EntityTags.parse(request.headers("If-Match"))) {
            case EntityTags.None() -> expected;
            case EntityTags.Any() -> expected.and(new Condition.Exists());
            case EntityTags.Listed(var tokens) -> expected.and(new Condition.OneOf(tokens));
        };
        return switch (EntityTags.parse(request.headers("If-None-Match"))) {
            case EntityTags.None() -> expected;
            case EntityTags.Any() -> expected.and(new Condition.Absent());
            case EntityTags.Listed(var tokens) -> expected.and(new Condition.NoneOf(tokens));
        };
    }

    /// Whether a reader wants to hear 412 where there is nothing.
    public static boolean expectSomething(Request request) {
        return !(EntityTags.parse(request.headers("If-Match")) instanceof EntityTags.None);
    }

    private static String unquoted(String token) {
        return token.length() >= 2 && token.startsWith("\"") && token.endsWith("\"")
                ? token.substring(1, token.length() - 1)
                : token;
    }
}
