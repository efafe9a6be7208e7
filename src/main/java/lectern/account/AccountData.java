package lectern.account;

/// What a feature keeps for an account. When an account is deleted, [Sweeper] calls this until nothing is left.
public interface AccountData {

    /// Removes at most `limit` rows of that account in one atomic step. A result below `limit` means that nothing is
    /// left.
    int deleteSome(AccountId account, int limit);
}
