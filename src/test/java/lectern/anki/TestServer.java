package lectern.anki;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.AccountSettings;
import lectern.account.Accounts;
import lectern.account.Accounts.Creation;
import lectern.account.Accounts.NewAccount;
import lectern.account.Activity;
import lectern.account.ActivityLog;
import lectern.account.DeviceKeys;
import lectern.account.PasswordHashing;
import lectern.account.RegistrationMode;
import lectern.account.Role;
import lectern.account.ServerSecret;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.account.SqlAccounts;
import lectern.account.SqlActivityLog;
import lectern.account.SqlDeviceKeys;
import lectern.account.SqlServerIdentities;
import lectern.account.SqlSessions;
import lectern.account.Verifier;
import lectern.anki.collection.CollectionSettings;
import lectern.anki.wire.Limits;
import lectern.anki.wire.Payload;
import lectern.db.Database;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.http.Proxies;

/// This door on a port of its own, over a database that the test holds in its hands. What is behind each method is the
/// test's to say; an echo stands where it says nothing.
record TestServer(
        HttpServer http,
        PasswordHashing hashing,
        Accounts accounts,
        DeviceKeys keys,
        Sessions sessions,
        Activity activity,
        ActivityLog log,
        Map<Method, Answer> answers)
        implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    /// Small enough for a test to exceed them.
    static final Limits SMALL = new Limits(300_000, 500_000, 200_000);

    record Setup(Limits limits, boolean officialKeys, boolean signInLimits, Duration patience) {
        static Setup usual() {
            return new Setup(Limits.defaults(), false, true, Duration.ofSeconds(30));
        }

        Setup with(Limits other) {
            return new Setup(other, officialKeys, signInLimits, patience);
        }

        Setup withOfficialKeys() {
            return new Setup(limits, true, signInLimits, patience);
        }

        Setup withoutSignInLimits() {
            return new Setup(limits, officialKeys, false, patience);
        }

        Setup with(Duration other) {
            return new Setup(limits, officialKeys, signInLimits, other);
        }
    }

    static TestServer open(Database database, Path folder) {
        return open(database, folder, Setup.usual());
    }

    static TestServer open(Database database, Path folder, Setup setup) {
        var random = new SecureRandom();
        var clock = InstantSource.system();
        var settings = new AccountSettings(
                RegistrationMode.CLOSED, setup.signInLimits(), Optional.of("a secret for tests only"), folder);
        var privacy = ServerSecret.unlock(new SqlServerIdentities(database, clock), settings, random);
        var accounts = new SqlAccounts(database, privacy, random, clock);
        var keys = new SqlDeviceKeys(database, random, clock);
        var sessions = new SqlSessions(database, privacy, random, clock);
        var log = new SqlActivityLog(database);
        var hashing = PasswordHashing.open(random);
        var activity = new Activity(log, keys, sessions, clock);
        var signIn = new SignIn(accounts, sessions, hashing, activity, settings, random, clock);
        var answers = new ConcurrentHashMap<Method, Answer>();
        Answer echo = (_, request) -> Payload.json(request.json());
        answers.put(SyncMethod.HOST_KEY, new Login(sessions, setup.officialKeys()));
        var anki = new Anki(
                new AnkiSettings(
                        folder.resolve("anki"), setup.limits(), CollectionSettings.defaults(), setup.officialKeys()),
                signIn,
                activity,
                method ->
                        (caller, request) -> answers.getOrDefault(method, echo).to(caller, request),
                method ->
                        (caller, request) -> answers.getOrDefault(method, echo).to(caller, request));
        var router = anki.router();
        var door = new FrontDoor("").mount(router, Anki.segments()).mountBelow("anki", router, Anki.segments());
        var http = HttpServer.open(listening(setup.patience()), door, new Metrics());
        return new TestServer(http, hashing, accounts, keys, sessions, activity, log, answers);
    }

    private static HttpSettings listening(Duration patience) {
        return new HttpSettings(
                "127.0.0.1", 0, OptionalInt.empty(), Proxies.none(), 1_000, 10_000, patience, Duration.ofSeconds(5));
    }

    /// From now on.
    void on(Method method, Answer answer) {
        answers.put(method, answer);
    }

    /// An account with the usual password.
    Account account(String name) {
        return account(name, hashing.hashPassword(PASSWORD));
    }

    Account account(String name, Verifier verifier) {
        var wanted = new NewAccount(
                new AccountName(name), Optional.empty(), Role.MEMBER, Optional.of(verifier), true, Optional.empty());
        return ((Creation.Created) accounts.create(wanted)).account();
    }

    /// As it is now.
    Account again(Account account) {
        return accounts.find(account.id()).orElseThrow();
    }

    HeaderClient headerClient() {
        return new HeaderClient(http.port());
    }

    FormClient formClient() {
        return new FormClient(http.port());
    }

    /// Everything that the activity tells, the newest first.
    List<ActivityLog.Entry> happened() {
        activity.flush();
        return log.list(ActivityLog.Filter.ALL, 1000);
    }

    @Override
    public void close() {
        http.close();
        activity.close();
        hashing.close();
    }
}
