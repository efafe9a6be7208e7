package lectern.account.preference;

import lectern.account.Account;
import lectern.account.AccountData;
import lectern.account.AccountId;

/// Every method is one atomic step, durable on return, callable from any thread.
public interface PreferenceStore extends AccountData {
    /// [Preferences#NONE] for whoever chose nothing.
    Preferences find(AccountId account);

    /// Replaces what was there. Refused as stale when the account changed since it was authorised.
    void save(Account account, Preferences preferences);
}
