package lectern.syncnode.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a writer believes about the store it writes to; every condition must hold. What exists is changed only by
/// somebody who names its version or says "whatever is there", and what does not exist is created only by somebody
/// who claims no version.
public record Expected(List<Condition> conditions) {
    /// No token was sent: there should be nothing yet.
    public static final Expected NOTHING = new Expected(List.of());

    public Expected {
        conditions = List.copyOf(conditions);
    }

    public sealed interface Condition {
        /// The current token is one of these. A text that could be no token matches nothing.
        record OneOf(Set<String> tokens) implements Condition {
            public OneOf {
                tokens = Set.copyOf(tokens);
            }
        }

        /// The current token is none of these, or there is no store. That claims no version.
        record NoneOf(Set<String> tokens) implements Condition {
            public NoneOf {
                tokens = Set.copyOf(tokens);
            }
        }

        /// There is a store, whatever its token.
        record Exists() implements Condition {}

        /// There is none.
        record Absent() implements Condition {}
    }

    public static Expected token(String token) {
        return NOTHING.and(new Condition.OneOf(Set.of(token)));
    }

    public Expected and(Condition condition) {
        var more = new ArrayList<>(conditions);
        more.add(condition);
        return new Expected(more);
    }

    enum Verdict {
        HOLDS,
        TOKEN_MISSING,
        TOKEN_MISMATCH,
        EXISTS
    }

    /// @param current of the store as it is; empty when there is none
    Verdict of(Optional<Token> current) {
        return current.map(token -> ofExisting(token.value())).orElseGet(this::ofNone);
    }

    private Verdict ofExisting(String token) {
        if (conditions.stream().allMatch(Condition.NoneOf.class::isInstance)) {
            return Verdict.TOKEN_MISSING;
        }
        if (conditions.contains(new Condition.Absent())) {
            return Verdict.EXISTS;
        }
        return conditions.stream().allMatch(condition -> allows(condition, token))
                ? Verdict.HOLDS
                : Verdict.TOKEN_MISMATCH;
    }

    private static boolean allows(Condition condition, String token) {
        return switch (condition) {
            case Condition.OneOf(var tokens) -> tokens.contains(token);
            case Condition.NoneOf(var tokens) -> !tokens.contains(token);
            case Condition.Exists() -> true;
            case Condition.Absent() -> false;
        };
    }

    private Verdict ofNone() {
        return conditions.stream()
                        .allMatch(condition ->
                                condition instanceof Condition.Absent || condition instanceof Condition.NoneOf)
                ? Verdict.HOLDS
                : Verdict.TOKEN_MISMATCH;
    }
}
