package lectern.anki.wire;

/// Ends a request with one of this protocol's errors. Expected, so it carries no stack.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient AnkiError error;

    public Refusal(AnkiError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    public AnkiError error() {
        return error;
    }
}
