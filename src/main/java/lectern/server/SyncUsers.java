package lectern.server;

import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Accounts;
import lectern.account.Accounts.Creation;
import lectern.account.Accounts.NewAccount;
import lectern.account.PasswordHashing;
import lectern.account.Role;
import lectern.account.Verifier;
import lectern.config.SyncUser;

/// Makes the accounts that the variables of the official Anki server name, where they are missing. An account that
/// exists keeps its password, which its owner may have changed since.
final class SyncUsers {
    private static final Logger log = LoggerFactory.getLogger(SyncUsers.class);

    private SyncUsers() {}

    static void makeMissing(List<SyncUser> users, Accounts accounts, PasswordHashing hashing) {
        for (var user : users) {
            if (accounts.find(user.name().value()).isEmpty()) {
                make(user, accounts, hashing);
            }
        }
    }

    private static void make(SyncUser user, Accounts accounts, PasswordHashing hashing) {
        var account = new NewAccount(
                user.name(),
                Optional.empty(),
                Role.MEMBER,
                Optional.of(verifier(user, hashing)),
                true,
                Optional.empty());
        switch (accounts.create(account)) {
            case Creation.Created _ -> log.info("made an account from SYNC_USER1 and so on");
            case Creation.NameTaken() -> {} // by another process that started at the same moment
            case Creation.InviteUsedUp() -> throw new IllegalStateException("there was no invitation");
        }
    }

    private static Verifier verifier(SyncUser user, PasswordHashing hashing) {
        return switch (user.proof()) {
            case SyncUser.Proof.Password(var text) -> hashing.hashPassword(text);
            case SyncUser.Proof.Hash(var verifier) -> verifier;
        };
    }
}
