package lectern.http;

/// Carries a fault from where it is noticed, inside a handler's call, to the door that answers it.
public final class Faulted extends RuntimeException {
    private final transient Fault fault;

    Faulted(Fault fault) {
        super(null, null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
