package lectern.syncnode.entry;

import java.util.Locale;

/// What happened to a store, for one of its members.
public enum Event {
    PUT,
    GRANT,
    DELETE,
    REVOKE,
    /// The account that was its only owner is gone.
    OWNER_DELETED;

    /// As the database spells it.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Event of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /// Whether the member can still use the store.
    public boolean live() {
        return switch (this) {
            case PUT, GRANT -> true;
            case DELETE, REVOKE, OWNER_DELETED -> false;
        };
    }
}
