package lectern.web.own;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

import lectern.account.preference.Language;
import lectern.account.preference.Preferences;
import lectern.account.preference.View;

/// What somebody wishes for their pages, as it is typed and sent. Empty text leaves a thing to each browser.
record OwnPreferences(String language, String zone, String view) {

    static OwnPreferences of(Preferences preferences) {
        return new OwnPreferences(
                preferences.language().map(Language::text).orElse(""),
                preferences.zone().map(ZoneId::getId).orElse(""),
                preferences.view().map(View::text).orElse(""));
    }

    boolean knowsLanguage() {
        return language.isEmpty() || Language.of(language).isPresent();
    }

    boolean knowsZone() {
        return zone.isEmpty() || zoneId().isPresent();
    }

    boolean knowsView() {
        return view.isEmpty() || View.of(view).isPresent();
    }

    /// For what is known.
    Preferences preferences() {
        return new Preferences(Language.of(language), zoneId(), View.of(view));
    }

    /// A name such as `Europe/Berlin`, and no bare offset: those are wrong for half of the year.
    private Optional<ZoneId> zoneId() {
        try {
            return ZoneId.getAvailableZoneIds().contains(zone) ? Optional.of(ZoneId.of(zone)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
