package lectern.web.own;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import lectern.account.Account;
import lectern.kosync.book.PreferenceStore;
import lectern.kosync.book.Preferences;

/// Whether everybody may see a picture of what somebody reads.
final class OwnCard {
    private final PreferenceStore preferences;
    private final boolean usual;

    /// @param usual what the operator wishes for accounts that did not choose
    OwnCard(PreferenceStore preferences, boolean usual) {
        this.preferences = preferences;
        this.usual = usual;
    }

    boolean isShown(Account account) {
        return preferences.find(account.id()).card().orElse(usual);
    }

    void show(Account account, boolean shown) {
        var now = preferences.find(account.id());
        preferences.save(
                account, new Preferences(now.policy(), Optional.of(shown), now.replayGuard(), now.repairDeviceIds()));
    }

    String path(Account account) {
        return "/card/"
                + URLEncoder.encode(account.name().value(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }
}
