package lectern.server;

/// The server can't start, for a reason that lies outside the program: one sentence for the operator.
public final class StartFailure extends RuntimeException {
    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
