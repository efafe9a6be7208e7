package lectern.account.preference;

import java.time.ZoneId;
import java.util.Optional;

/// What somebody chose for the pages they see; what is empty is found out anew by each browser's request.
public record Preferences(Optional<Language> language, Optional<ZoneId> zone, Optional<View> view) {
    public static final Preferences NONE = new Preferences(Optional.empty(), Optional.empty(), Optional.empty());
}
