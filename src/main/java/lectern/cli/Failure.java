package lectern.cli;

/// Ends a command with one sentence for the person who typed it.
final class Failure extends RuntimeException {
    private final int exitCode;

    private Failure(String sentence, int exitCode) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    Failure(String sentence) {
        this(sentence, Exit.FAILED);
    }

    /// The words of a command do not fit together.
    static Failure misuse(String sentence) {
        return new Failure(sentence, Exit.USAGE);
    }

    int exitCode() {
        return exitCode;
    }
}
