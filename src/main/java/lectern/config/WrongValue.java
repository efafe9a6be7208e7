package lectern.config;

/// A value that is wrong in a way which the words of its kind don't explain; the clause completes "the key is ..., but
/// ...".
public final class WrongValue extends IllegalArgumentException {
    private final String clause;

    public WrongValue(String clause) {
        super(clause);
        this.clause = clause;
    }

    String clause() {
        return clause;
    }
}
