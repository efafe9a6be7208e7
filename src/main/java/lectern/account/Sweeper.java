package lectern.account;

/// Removes, in batches of at most 1,000 rows, what deleted accounts owned and what has had its time.
@SuppressWarnings("DoNotCallSuggester") // until it is filled in
public final class Sweeper implements AutoCloseable {
    static final int BATCH = 1000;

    /// Removes everything that is due now, and answers how many rows that were. For tests and the command line.
    public int sweep() {
        throw new UnsupportedOperationException();
    }

    /// Sweeps in the background, now and then, until closed.
    public void start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
