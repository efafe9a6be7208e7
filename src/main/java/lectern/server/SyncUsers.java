package lectern.server;

import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Account;
import lectern.account.Accounts;
import lectern.account.Accounts.Creation;
import lectern.account.Accounts.NewAccount;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.PasswordHashing;
import lectern.account.Role;
import lectern.account.Session;
import lectern.account.SessionKind;
import lectern.account.Sessions;
import lectern.account.Verifier;
import lectern.anki.OfficialKey;
import lectern.config.SyncUser;

/// Makes the accounts that the variables of the official Anki server name, where they are missing, and lets their
/// devices in with the keys they got there. An account that exists keeps its password, which its owner may have changed
/// since, and with it those keys or none.
final class SyncUsers {
    private static final Logger log = LoggerFactory.getLogger(SyncUsers.class);

    private final Accounts accounts;
    private final Sessions sessions;
    private final PasswordHashing hashing;

    SyncUsers(Accounts accounts, Sessions sessions, PasswordHashing hashing) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.hashing = hashing;
    }

    void makeMissing(List<SyncUser> users) {
        for (var user : users) {
            if (accounts.find(user.name().value()).isEmpty()) {
                make(user);
            }
        }
    }

    private void make(SyncUser user) {
        var account = new NewAccount(
                user.name(), Optional.empty(), Role.MEMBER, Optional.of(verifier(user)), true, Optional.empty());
        switch (accounts.create(account)) {
            case Creation.Created(var made) -> {
                adoptKey(made, user);
                log.info("made an account from SYNC_USER1 and so on");
            }
            case Creation.NameTaken() -> {} // by another process that started at the same moment
            case Creation.InviteUsedUp() -> throw new IllegalStateException("there was no invitation");
        }
    }

    private void adoptKey(Account made, SyncUser user) {
        var key = OfficialKey.of(user.name().value(), user.proof().secret());
        var session =
                new Session.Request(SessionKind.ANKI, "the key of the official server", "", new Session.Life.Endless());
        if (sessions.adopt(new Caller(made, new Credential.AccountPassword(true)), key, session)
                .isEmpty()) {
            log.warn("devices of an account from SYNC_USER1 and so on must log in again: its key is another account's");
        }
    }

    private Verifier verifier(SyncUser user) {
        return switch (user.proof()) {
            case SyncUser.Proof.Password(var password) -> hashing.hashPassword(password);
            case SyncUser.Proof.Hash(var verifier) -> verifier;
        };
    }
}
