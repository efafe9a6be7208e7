package lectern.account;

import java.util.regex.Pattern;

/// The public name of a device key, session or invite: it can be shown and logged, opens nothing, and is what one types
/// to end the thing.
public record Handle(String value) {
    private static final Pattern SAFE = Pattern.compile("~?[0-9A-Za-z_-]{1,43}");

    public Handle {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a handle");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
