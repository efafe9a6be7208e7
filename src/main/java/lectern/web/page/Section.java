package lectern.web.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import lectern.account.Role;

/// What can be reached from every page of somebody who is signed in, in this order.
public enum Section {
    HOME("/app"),
    READING("/app/reading"),
    LEARNING("/app/learning"),
    STORES("/app/stores"),
    CONNECT("/app/connect"),
    ACCOUNT("/app/account"),
    ADMIN("/app/admin");

    private final String path;

    Section(String path) {
        this.path = path;
    }

    /// What somebody may see of these.
    static List<Section> of(Role role) {
        return Arrays.stream(values())
                .filter(section -> section != ADMIN || role == Role.ADMIN)
                .toList();
    }

    public String path() {
        return path;
    }

    /// Of the message that names it.
    public String key() {
        return "nav." + name().toLowerCase(Locale.ROOT);
    }
}
