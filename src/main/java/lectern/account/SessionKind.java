package lectern.account;

import java.util.Locale;

/// What a session is for; its token is accepted at that door only.
public enum SessionKind {
    WEB(Door.WEB),
    STORE(Door.STORE),
    ANKI(Door.ANKI);

    private final Door door;

    SessionKind(Door door) {
        this.door = door;
    }

    public Door door() {
        return door;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SessionKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
