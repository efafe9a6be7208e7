package lectern.account;

/// Takes what happens during requests and writes it in the background, in batches: at most the last minute is lost when
/// the process dies. It never makes a request wait.
@SuppressWarnings("DoNotCallSuggester") // until it is filled in
public final class Activity implements AutoCloseable {

    public void record(Event event) {
        throw new UnsupportedOperationException(event.toString());
    }

    /// Notes that a credential was used just now.
    public void used(Credential via) {
        throw new UnsupportedOperationException(via.toString());
    }

    /// Writes everything that waits; for tests and for the command line.
    public void flush() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        flush();
    }
}
