package lectern.account;

import java.security.SecureRandom;
import java.util.Optional;

import lectern.account.Accounts.Creation;
import lectern.account.Accounts.NewAccount;
import lectern.db.Database;

import static org.assertj.core.api.Assertions.assertThat;

/// Every store of this package on one database, and the people the tests talk about.
record TestStores(
        Database database,
        TestClock clock,
        Accounts accounts,
        DeviceKeys deviceKeys,
        Sessions sessions,
        Invites invites,
        ActivityLog activityLog,
        ServerIdentities identities) {

    static final SecureRandom RANDOM = new SecureRandom();
    static final String SECRET = "a secret for tests only";

    /// Can be stored, matches nothing.
    static final Verifier VERIFIER =
            new Verifier.OverMd5(Argon2id.unmatchable(RANDOM).phc());

    static TestStores on(Database database) {
        var clock = new TestClock();
        var privacy = new Privacy(SECRET, RANDOM);
        return new TestStores(
                database,
                clock,
                new SqlAccounts(database, privacy, RANDOM, clock),
                new SqlDeviceKeys(database, RANDOM, clock),
                new SqlSessions(database, privacy, RANDOM, clock),
                new SqlInvites(database, RANDOM, clock),
                new SqlActivityLog(database),
                new SqlServerIdentities(database, clock));
    }

    Account account(String name) {
        return account(name, VERIFIER);
    }

    Account account(String name, Verifier verifier) {
        var wanted = new NewAccount(
                new AccountName(name), Optional.empty(), Role.MEMBER, Optional.of(verifier), false, Optional.empty());
        assertThat(accounts.create(wanted)).isInstanceOf(Creation.Created.class);
        return again(name);
    }

    /// As it is now.
    Account again(String name) {
        return accounts.find(name).orElseThrow();
    }

    static Caller owner(Account account) {
        return new Caller(account, new Credential.AccountPassword(account.claimed()));
    }

    static Session.Request web() {
        return new Session.Request(SessionKind.WEB, "Firefox", "Mozilla/5.0", new Session.Life.Endless());
    }
}
