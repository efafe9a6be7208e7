package lectern.web.own;

import java.util.List;
import java.util.Optional;

import lectern.account.Scope;

/// A device key that somebody wishes for. One for some stores only is made on the command line.
record NewKey(String label, Optional<Scope> scope) {
    private static final int LONGEST_LABEL = 120;

    static NewKey of(String label, String scope) {
        return new NewKey(
                label.strip(),
                switch (scope) {
                    case "reading" -> Optional.of(new Scope.Reading());
                    case "anki" -> Optional.of(new Scope.Anki());
                    case "store" -> Optional.of(new Scope.Store(List.of()));
                    default -> Optional.empty();
                });
    }

    /// The name of the field that is wrong.
    Optional<String> problem() {
        if (label.isEmpty()
                || label.length() > LONGEST_LABEL
                || label.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("label");
        }
        return scope.isEmpty() ? Optional.of("scope") : Optional.empty();
    }
}
