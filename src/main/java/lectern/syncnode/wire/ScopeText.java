package lectern.syncnode.wire;

import java.util.ArrayList;
import java.util.stream.Collectors;

import lectern.account.Scope;

/// How far a session shall reach, as clients write it: `notes/:rw contacts/:r`, or `*:rw` for all stores of the
/// account's own.
public final class ScopeText {
    private ScopeText() {}

    public static Scope.Store parse(String text) {
        var prefixes = new ArrayList<Scope.Prefix>();
        for (var part : text.strip().split(" +", -1)) {
            var colon = part.lastIndexOf(':');
            if (colon < 1 || part.chars().anyMatch(Character::isISOControl)) {
                throw bad();
            }
            prefixes.add(new Scope.Prefix(
                    prefix(part.substring(0, colon)),
                    switch (part.substring(colon)) {
                        case ":rw" -> true;
                        case ":r" -> false;
                        default -> throw bad();
                    }));
        }
        return new Scope.Store(prefixes);
    }

    private static String prefix(String written) {
        return written.equals("*") ? "" : written;
    }

    private static Refusal bad() {
        return new Refusal(new SyncNodeError.BadRequest("A scope looks like `notes/:rw contacts/:r`."));
    }

    public static String write(Scope scope) {
        return scope instanceof Scope.Store(var prefixes) && !prefixes.isEmpty()
                ? prefixes.stream().map(ScopeText::write).collect(Collectors.joining(" "))
                : scope.text();
    }

    private static String write(Scope.Prefix prefix) {
        return (prefix.value().isEmpty() ? "*" : prefix.value()) + (prefix.writable() ? ":rw" : ":r");
    }
}
