package lectern.syncnode.wire;

/// Ends a request with one of this protocol's errors. Expected, so it carries no stack.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SyncNodeError error;

    public Refusal(SyncNodeError error) {
        super(error.reason(), null, false, false);
        this.error = error;
    }

    public SyncNodeError error() {
        return error;
    }
}
