package lectern.account;

/// Somebody who signed in.
public record Caller(Account account, Credential via) {

    /// Whether this caller may change password, keys, mail, permissions or the account itself, as far as the credential
    /// goes.
    public boolean owner() {
        return via.scope() instanceof Scope.Everything;
    }
}
