package lectern.anki.schema;

/// What was sent, or what a file holds, does not have the form that every Anki client relies on. Expected, so it
/// carries no stack; the message is for the operator and quotes nothing a person wrote.
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
