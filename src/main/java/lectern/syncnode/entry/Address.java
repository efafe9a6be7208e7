package lectern.syncnode.entry;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a store is called by everybody who has a permission for it: the same for its whole life, and it reveals
/// nothing.
///
/// @param value the 43 characters after the tilde
public record Address(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_-]{43}");

    public Address {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an address has 43 characters of base64url");
        }
    }

    /// Empty when the text has not the form `~` and 43 characters.
    public static Optional<Address> parse(String text) {
        return text.startsWith("~") && FORM.matcher(text.substring(1)).matches()
                ? Optional.of(new Address(text.substring(1)))
                : Optional.empty();
    }

    /// As it stands in place of a name.
    public String text() {
        return "~" + value;
    }

    @Override
    public String toString() {
        return text();
    }
}
