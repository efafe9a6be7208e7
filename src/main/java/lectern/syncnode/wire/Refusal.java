package lectern.syncnode.wire;

import lectern.syncnode.entry.Obstacle;

/// Ends a request with one of this protocol's errors. Expected, so it carries no stack.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SyncNodeError error;

    public Refusal(SyncNodeError error) {
        super(error.reason(), null, false, false);
        this.error = error;
    }

    public static Refusal of(Obstacle obstacle) {
        return new Refusal(SyncNodeError.of(obstacle));
    }

    public SyncNodeError error() {
        return error;
    }
}
