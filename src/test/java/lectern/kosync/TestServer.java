package lectern.kosync;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import lectern.account.AccountSettings;
import lectern.account.Accounts;
import lectern.account.Activity;
import lectern.account.ActivityLog;
import lectern.account.DeviceKeys;
import lectern.account.Invites;
import lectern.account.OwnAccount;
import lectern.account.PasswordHashing;
import lectern.account.Registration;
import lectern.account.RegistrationMode;
import lectern.account.ServerSecret;
import lectern.account.SignIn;
import lectern.account.SqlAccounts;
import lectern.account.SqlActivityLog;
import lectern.account.SqlDeviceKeys;
import lectern.account.SqlInvites;
import lectern.account.SqlServerIdentities;
import lectern.account.SqlSessions;
import lectern.calibre.Library;
import lectern.db.Database;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.kosync.sql.SqlBooks;
import lectern.kosync.sql.SqlDiary;
import lectern.kosync.sql.SqlHistory;
import lectern.kosync.sql.SqlLinks;
import lectern.kosync.sql.SqlPreferences;
import lectern.kosync.sql.SqlProgressStore;
import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.Wire;

/// This door on a port of its own, over a database that the test holds in its hands, with the parts that a test
/// wants to see or to break.
record TestServer(
        HttpServer http,
        PasswordHashing hashing,
        Accounts accounts,
        DeviceKeys keys,
        Invites invites,
        OwnAccount ownAccount,
        SignIn signIn,
        ActivityLog log,
        Activity activity)
        implements AutoCloseable {
    static final String VENDOR = "application/vnd.koreader.v1+json";

    private static final String[] SEGMENTS = {"users", "syncs", "documents", "books", "card", "admin", "healthcheck"};

    /// What differs from a server with open registration and nothing else said.
    record Setup(
            RegistrationMode registration,
            boolean limits,
            KosyncSettings settings,
            Library library,
            UnaryOperator<KosyncStores> stores,
            InstantSource clock) {
        static Setup usual() {
            return new Setup(
                    RegistrationMode.OPEN,
                    true,
                    KosyncSettings.defaults(),
                    Library.none(),
                    UnaryOperator.identity(),
                    InstantSource.system());
        }

        Setup withoutLimits() {
            return new Setup(registration, false, settings, library, stores, clock);
        }

        Setup with(RegistrationMode other) {
            return new Setup(other, limits, settings, library, stores, clock);
        }

        Setup with(Library other) {
            return new Setup(registration, limits, settings, other, stores, clock);
        }

        Setup with(UnaryOperator<KosyncStores> other) {
            return new Setup(registration, limits, settings, library, other, clock);
        }

        Setup with(InstantSource other) {
            return new Setup(registration, limits, settings, library, stores, other);
        }
    }

    static TestServer open(Database database, Path folder) {
        return open(database, folder, Setup.usual());
    }

    static TestServer open(Database database, Path folder, Setup setup) {
        var random = new SecureRandom();
        var clock = setup.clock();
        var settings = new AccountSettings(
                setup.registration(), setup.limits(), Optional.empty(), folder.resolve("secret.key"));
        var privacy = ServerSecret.unlock(new SqlServerIdentities(database, clock), settings, random);
        var accounts = new SqlAccounts(database, privacy, random, clock);
        var keys = new SqlDeviceKeys(database, random, clock);
        var sessions = new SqlSessions(database, privacy, random, clock);
        var invites = new SqlInvites(database, random, clock);
        var log = new SqlActivityLog(database);
        var hashing = PasswordHashing.open(random);
        var activity = new Activity(log, keys, sessions, clock);
        var signIn = new SignIn(accounts, sessions, hashing, activity, settings, random, clock);
        var ownAccount = new OwnAccount(accounts, signIn, hashing);
        var kosync = new Kosync(
                setup.settings(),
                setup.stores().apply(stores(database, setup)),
                accounts,
                signIn,
                new Registration(accounts, invites, hashing, settings, clock),
                ownAccount,
                activity,
                setup.library(),
                clock);
        var door = new FrontDoor("").mount(kosync.router(), SEGMENTS);
        var http = HttpServer.open(HttpSettings.defaults().at("127.0.0.1", 0), door, new Metrics());
        return new TestServer(http, hashing, accounts, keys, invites, ownAccount, signIn, log, activity);
    }

    private static KosyncStores stores(Database database, Setup setup) {
        var settings = setup.settings().books();
        return new KosyncStores(
                new SqlProgressStore(database, settings, setup.clock()),
                new SqlBooks(database, settings),
                new SqlHistory(database, settings, setup.clock()),
                new SqlLinks(database, settings, setup.clock()),
                new SqlPreferences(database),
                new SqlDiary(database));
    }

    Wire wire() {
        return new Wire(http.port());
    }

    /// On the vendor face, as KOReader asks.
    Reply ask(String method, String target, String user, String key, String body) {
        return wire().ask(method, target, headers(user, key), body);
    }

    static List<Header> headers(String user, String key) {
        return List.of(new Header("Accept", VENDOR), new Header("x-auth-user", user), new Header("x-auth-key", key));
    }

    Reply register(String user, String key) {
        return wire().ask(
                        "POST",
                        "/users/create",
                        List.of(new Header("Accept", VENDOR)),
                        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, key));
    }

    Reply authorize(String user, String key) {
        return ask("GET", "/users/auth", user, key, "");
    }

    Reply push(String user, String key, String document, String progress) {
        return ask("PUT", "/syncs/progress", user, key, """
                {"document":"%s","progress":"%s","percentage":0.5,"device":"kobo","device_id":"o1"}""".formatted(document, progress));
    }

    Reply pull(String user, String key, String document) {
        return ask("GET", "/syncs/progress/" + document, user, key, "");
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
