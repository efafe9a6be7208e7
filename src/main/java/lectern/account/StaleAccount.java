package lectern.account;

/// The account changed since the caller signed in: nothing was written. Sign in anew and try once more.
public final class StaleAccount extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StaleAccount() {
        super("the account changed since it signed in", null, false, false); // expected now and then, so no stack
    }
}
