package lectern.config;

/// A value that is wrong in a way which the words of its kind don't explain; the reason completes "the value ...".
public final class WrongValue extends IllegalArgumentException {
    private final String reason;

    public WrongValue(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
