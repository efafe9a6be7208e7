package lectern.account;

import java.util.Locale;

/// What an account may do to others: an admin manages the server, a member only their own things.
public enum Role {
    ADMIN,
    MEMBER;

    /// As tables and the command line spell it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
