package lectern.web.connect;

import java.util.Optional;

/// What somebody calls a device, as far as it can be one.
final class KeyLabel {
    static final int LONGEST = 60;

    private KeyLabel() {}

    /// Empty when it is empty, too long, or has something in it that cannot be seen.
    static Optional<String> of(String typed) {
        var label = typed.strip();
        return label.isEmpty() || label.length() > LONGEST || label.chars().anyMatch(Character::isISOControl)
                ? Optional.empty()
                : Optional.of(label);
    }
}
