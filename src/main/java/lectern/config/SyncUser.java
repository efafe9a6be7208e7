package lectern.config;

import java.util.ArrayList;
import java.util.List;

/// An account that the official Anki server's `SYNC_USER1` and so on describe. It is made when it is missing, and an
/// account that exists is never changed by it.
///
/// @param secret a password, or where `PASSWORDS_HASHED` is set the hash of one
public record SyncUser(String name, String secret, Form form) {
    public enum Form {
        CLEAR,
        HASHED
    }

    /// The first missing number ends the list; a name ends at the first colon.
    static List<SyncUser> read(Settings settings) {
        var environment = settings.environment();
        var form = environment.containsKey("PASSWORDS_HASHED") ? Form.HASHED : Form.CLEAR; // set to anything at all
        var users = new ArrayList<SyncUser>();
        for (int number = 1; environment.containsKey("SYNC_USER" + number); number++) {
            var variable = "SYNC_USER" + number;
            var text = environment.getOrDefault(variable, "");
            var colon = text.indexOf(':');
            if (colon < 1 || colon == text.length() - 1) {
                settings.problem(
                        "%s is set, but it is not a name and a password with a colon between; write for example `%s=ana:secret`."
                                .formatted(variable, variable));
            } else {
                users.add(new SyncUser(text.substring(0, colon), text.substring(colon + 1), form));
            }
        }
        return users;
    }

    @Override
    public String toString() {
        return "SyncUser[" + name + ", " + form + "]";
    }
}
