package lectern.account;

/// The server cannot start with this secret. The message is one sentence for the operator and never holds the secret.
public final class WrongSecret extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongSecret(String message) {
        super(message);
    }
}
