package lectern.syncnode.entry;

import java.util.Locale;

/// What an account may do with a store; each includes those before it.
public enum Permission {
    READ,
    /// Replace what is in it.
    WRITE,
    /// Delete it, share it, see and restore its versions.
    OWN;

    public boolean covers(Permission needed) {
        return compareTo(needed) >= 0;
    }

    /// As the database spells it.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Permission of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
