package lectern.kosync.wire;

/// Ends a request with one of this protocol's errors. Expected, so it carries no stack.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient KosyncError error;

    public Refusal(KosyncError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    public KosyncError error() {
        return error;
    }
}
