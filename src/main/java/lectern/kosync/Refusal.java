package lectern.kosync;

/// Ends a request with one of this protocol's errors. Expected, so it carries no stack.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient KosyncError error;

    Refusal(KosyncError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    KosyncError error() {
        return error;
    }
}
