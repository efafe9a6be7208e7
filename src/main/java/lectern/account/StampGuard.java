package lectern.account;

import lectern.db.Tx;

/// The condition under which everything is written for an account. It is part of the transaction that writes, so a
/// changed password, a revoked key or a deleted account stops even a request that was signed in a moment before.
public final class StampGuard {
    private static final String UNCHANGED = "select stamp from account where id = ? and stamp = ?";

    private StampGuard() {}

    /// The first statement of a write, or of a read that must be fresh. Throws [StaleAccount].
    public static void check(Tx tx, Account account) {
        if (tx.one(UNCHANGED, _ -> true, account.id().value(), account.stamp()).isEmpty()) {
            throw new StaleAccount();
        }
    }
}
