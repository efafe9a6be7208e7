package lectern.web.page;

import java.util.Locale;

/// What can be reached from every page of somebody who is signed in, in this order.
public enum Section {
    STORES("/app/stores"),
    ACCOUNT("/app/account");

    private final String path;

    Section(String path) {
        this.path = path;
    }

    public String path() {
        return path;
    }

    /// Of the message that names it.
    public String key() {
        return "nav." + name().toLowerCase(Locale.ROOT);
    }
}
