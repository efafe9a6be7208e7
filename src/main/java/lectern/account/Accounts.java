package lectern.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All accounts. Every method is one atomic step, durable on return, callable from any thread. A deleted account is
/// found by none of them.
///
/// Methods that take an [Account] act on what the caller has seen: they throw [StaleAccount] when it changed since.
/// Each change raises its stamp.
public interface Accounts {

    Optional<Account> find(AccountId id);

    /// By name or mail address, in any case and with blanks around it.
    Optional<Account> find(String nameOrMail);

    /// What is needed to sign somebody in, in one read: the account, its verifier, and the device key with that hash if
    /// the account has one.
    Optional<Login> login(String nameOrMail, String deviceKeyHash);

    /// In the order in which they were made, at most `limit` of those after `after`.
    List<Account> list(Optional<AccountId> after, int limit);

    /// Every account, in that order. Read in pages, so this is no single step: one that is made or deleted meanwhile
    /// may
    /// be there or not.
    default List<Account> all() {
        int some = 500;
        var all = new ArrayList<Account>();
        for (var page = list(Optional.empty(), some);
                !page.isEmpty();
                page = list(Optional.of(page.getLast().id()), some)) {
            all.addAll(page);
        }
        return all;
    }

    /// Of many at once with the same name or mail address exactly one wins.
    Creation create(NewAccount account);

    /// Stores how a password that was just accepted is checked from now on, and whether it claims the account. Nothing
    /// that is signed in ends.
    Account keepVerifier(Account account, Verifier verifier, boolean claimed);

    /// Replaces the password by the owner's wish: all sessions but `kept` end, device keys stay.
    Account changePassword(Account account, Verifier verifier, boolean claimed, Optional<Handle> kept);

    /// Replaces a lost password: all sessions and device keys end. The account is claimed.
    Account resetPassword(Account account, Verifier verifier);

    /// Empty when the name is another account's.
    Optional<Account> rename(Account account, AccountName name);

    /// Empty when the address is another account's.
    Optional<Account> changeMail(Account account, Optional<MailAddress> mail);

    Account changeRole(Account account, Role role);

    Account changeDisabled(Account account, boolean disabled);

    Account changeKeysOnly(Account account, boolean keysOnly);

    /// Frees the name, ends every credential and hides the account everywhere; [Sweeper] removes what it owned.
    void delete(Account account);

    /// Deleted accounts whose data may not all be removed yet.
    List<AccountId> deleted(int limit);

    /// Removes the last trace of a deleted account. None of its data may be left.
    void forget(AccountId deleted);

    /// What sign-in compares.
    ///
    /// @param verifier empty while nobody can sign in with a password
    record Login(Account account, Optional<Verifier> verifier, Optional<Credential.DeviceKey> deviceKey) {
        Optional<Caller> byDeviceKey() {
            return deviceKey.map(key -> new Caller(account, key));
        }
    }

    /// An account to make.
    ///
    /// @param invite the code that allows it and is used up with it; empty when none is needed
    record NewAccount(
            AccountName name,
            Optional<MailAddress> mail,
            Role role,
            Optional<Verifier> verifier,
            boolean claimed,
            Optional<String> invite) {
        @Override
        public String toString() {
            return "NewAccount[" + name + "]"; // the invite is a secret
        }
    }

    sealed interface Creation {
        record Created(Account account) implements Creation {}

        record NameTaken() implements Creation {}

        record InviteUsedUp() implements Creation {}
    }
}
