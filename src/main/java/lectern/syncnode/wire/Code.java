package lectern.syncnode.wire;

/// The seven constants that the protocol has for errors: every error says one of them.
public enum Code {
    /// Nobody is signed in, or whoever is may not: the status tells which.
    AUTH01,
    /// Accounts cannot be made here.
    ACCT01,
    /// Name or password are not as they must be.
    ACCT02,
    /// The name is another account's.
    ACCT03,
    /// There is nothing of that name.
    ERR01,
    /// Everything that the protocol has no word for.
    ERR02,
    /// The token of the store is missing, or not the current one.
    KEY01
}
