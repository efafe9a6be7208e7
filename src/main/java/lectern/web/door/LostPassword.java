package lectern.web.door;

import java.util.Optional;

import lectern.account.Account;
import lectern.account.Accounts;
import lectern.account.OwnAccount;
import lectern.syncnode.reset.PasswordResets;

/// A token that was mailed, or given by the operator, and the password that replaces the lost one.
final class LostPassword {
    private final Accounts accounts;
    private final PasswordResets resets;
    private final OwnAccount ownAccount;

    LostPassword(Accounts accounts, PasswordResets resets, OwnAccount ownAccount) {
        this.accounts = accounts;
        this.resets = resets;
        this.ownAccount = ownAccount;
    }

    /// Whose password the token replaces; empty when it is unknown, used or too old.
    Optional<Account> owner(String token) {
        return resets.find(token).flatMap(accounts::find).filter(account -> !account.disabled());
    }

    /// Everything that was signed in ends with it, the token as well.
    OwnAccount.Result replace(Account owner, String password) {
        return ownAccount.resetPassword(owner, password);
    }
}
