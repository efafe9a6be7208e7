package lectern.account;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import lectern.account.SignInResult.SignedIn;
import lectern.db.Database;

import static org.assertj.core.api.Assertions.assertThat;

/// The services of this package on one database.
record TestServices(
        TestStores stores,
        PasswordHashing hashing,
        Activity activity,
        SignIn signIn,
        Registration registration,
        OwnAccount ownAccount,
        AtomicInteger asked)
        implements AutoCloseable {

    static final String PASSWORD = "correct horse";
    static final Visitor HOME = new Visitor("192.0.2.1", "KOReader/2026.03");
    static final Visitor ELSEWHERE = new Visitor("198.51.100.7", "curl");

    static TestServices on(Database database) {
        return on(database, RegistrationMode.OPEN, true);
    }

    static TestServices on(Database database, RegistrationMode mode, boolean limits) {
        var counting = new CountingDatabase(database);
        var stores = TestStores.on(counting);
        var settings = new AccountSettings(mode, limits, Optional.of(TestStores.SECRET), Path.of("unused"));
        var hashing = PasswordHashing.open(TestStores.RANDOM);
        var activity = new Activity(stores.activityLog(), stores.deviceKeys(), stores.sessions(), stores.clock());
        var signIn = new SignIn(
                stores.accounts(), stores.sessions(), hashing, activity, settings, TestStores.RANDOM, stores.clock());
        var registration = new Registration(stores.accounts(), stores.invites(), hashing, settings, stores.clock());
        var ownAccount = new OwnAccount(stores.accounts(), signIn, hashing);
        return new TestServices(stores, hashing, activity, signIn, registration, ownAccount, counting.asked());
    }

    @Override
    public void close() {
        activity.close();
        hashing.close();
    }

    /// Made with the usual password, which was typed at a door that sees it.
    Account claimed(String name) {
        return made(new Presented.ClearPassword(name, PASSWORD));
    }

    /// Made by KOReader with the usual password.
    Account unclaimed(String name) {
        return made(md5(name, PASSWORD));
    }

    private Account made(Presented.Named wanted) {
        assertThat(registration.register(wanted, Optional.empty(), HOME))
                .isInstanceOf(Registration.Result.Registered.class);
        return stores.again(wanted.name());
    }

    static Presented.ClearPassword clear(String name) {
        return new Presented.ClearPassword(name, PASSWORD);
    }

    static Presented.Md5Key md5(String name) {
        return md5(name, PASSWORD);
    }

    static Presented.Md5Key md5(String name, String password) {
        return new Presented.Md5Key(name, Tokens.md5Hex(password));
    }

    Caller signedIn(Presented presented, Door door) {
        var result = signIn.signIn(presented, door, HOME);
        assertThat(result).isInstanceOf(SignedIn.class);
        return ((SignedIn) result).caller();
    }

    /// How often the database was asked meanwhile.
    int askedBy(Runnable work) {
        var before = asked.get();
        work.run();
        return asked.get() - before;
    }
}
