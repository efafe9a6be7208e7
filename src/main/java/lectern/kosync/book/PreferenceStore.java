package lectern.kosync.book;

import lectern.account.Account;
import lectern.account.AccountId;

/// Every method is one atomic step, durable on return, callable from any thread.
public interface PreferenceStore {
    /// Asks for no stamp, because the public picture depends on it.
    Preferences find(AccountId account);

    /// Refused as stale when the account changed since it was authorised.
    void save(Account account, Preferences preferences);
}
