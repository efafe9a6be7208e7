package lectern.account;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import lectern.db.Database;

/// Accounts for the tests of other packages, each with a name nobody else has.
public final class TestAccounts {
    private final Accounts accounts;

    public TestAccounts(Database database) {
        var random = new SecureRandom();
        accounts = new SqlAccounts(
                database, new Privacy("a secret for tests only", random), random, InstantSource.system());
    }

    public Account make(String name) {
        var created = accounts.create(new Accounts.NewAccount(
                new AccountName(name + " " + UUID.randomUUID()),
                Optional.empty(),
                Role.MEMBER,
                Optional.empty(),
                false,
                Optional.empty()));
        return ((Accounts.Creation.Created) created).account();
    }

    /// To one that nobody knows.
    public Account changePassword(Account account) {
        return accounts.changePassword(account, TestStores.VERIFIER, true, Optional.empty());
    }

    public Accounts accounts() {
        return accounts;
    }
}
