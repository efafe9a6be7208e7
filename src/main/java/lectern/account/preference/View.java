package lectern.account.preference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How pages are drawn.
public enum View {
    /// For the browsers of today, light or dark as they wish.
    FULL,
    /// Black on white, one column, no script: for the browsers of e-readers, and whoever likes it so.
    PLAIN;

    /// As tables, cookies and addresses spell it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<View> of(String text) {
        return Arrays.stream(values()).filter(view -> view.text().equals(text)).findFirst();
    }
}
