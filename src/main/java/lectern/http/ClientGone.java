package lectern.http;

/// The connection broke while a handler read from it or wrote to it: nobody is left to be answered.
public final class ClientGone extends RuntimeException {
    ClientGone(Throwable cause) {
        super(null, cause, false, false);
    }
}
