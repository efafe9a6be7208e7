package lectern.account;

import java.util.Locale;

/// Where somebody knocks. A credential opens only the doors it was made for.
public enum Door {
    KOSYNC,
    ANKI,
    STORE,
    WEB,
    /// The command line on the server itself. Nobody signs in there; it stands in the activity log.
    OPERATOR;

    /// As logs and tables spell it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Door of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
