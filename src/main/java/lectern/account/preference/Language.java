package lectern.account.preference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A language that the pages speak.
///
/// The locale also decides how dates and numbers are written; English ones are written as in Britain, because months
/// come before days in one country only.
public enum Language {
    EN("English", Locale.UK),
    DE("Deutsch", Locale.GERMANY);

    private final String ownName;
    private final Locale locale;

    Language(String ownName, Locale locale) {
        this.ownName = ownName;
        this.locale = locale;
    }

    /// In itself, as those who look for it know it.
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return locale;
    }

    /// As HTML, tables and file names spell it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Language> of(String text) {
        return Arrays.stream(values())
                .filter(language -> language.text().equals(text))
                .findFirst();
    }
}
