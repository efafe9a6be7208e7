package lectern.cli.store;

/// Nobody answered at an address, or nobody who speaks the protocol of stores.
public final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreachable(String sentence) {
        super(sentence, null, false, false);
    }
}
