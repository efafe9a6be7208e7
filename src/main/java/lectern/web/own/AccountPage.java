package lectern.web.own;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.account.Account;
import lectern.web.page.PageForm;

/// Everything about one's own account that fits on a page.
///
/// @param form all fields of the page: those of the form that was sent as they were typed, the others as they are
/// @param scopes what a device key may be for
/// @param card where the public picture of the reading list is, when it is shown
record AccountPage(
        Account account,
        PageForm form,
        Map<String, String> languages,
        Map<String, String> views,
        Map<String, String> scopes,
        List<Key> keys,
        List<Entered> sessions,
        Optional<String> card) {

    record Key(String handle, String label, String scope, Instant createdAt, Optional<Instant> lastUsed) {}

    /// @param own the one that this page is looked at with
    record Entered(String handle, String program, String door, Instant createdAt, Instant lastUsed, boolean own) {}

    /// Of places that people live in, for a list to choose from.
    List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone ->
                        zone.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
                .sorted()
                .toList();
    }
}
