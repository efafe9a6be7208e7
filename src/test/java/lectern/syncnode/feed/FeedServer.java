package lectern.syncnode.feed;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.AccountSettings;
import lectern.account.Accounts;
import lectern.account.Accounts.Creation;
import lectern.account.Accounts.NewAccount;
import lectern.account.Activity;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.PasswordHashing;
import lectern.account.Presented;
import lectern.account.Privacy;
import lectern.account.RegistrationMode;
import lectern.account.Role;
import lectern.account.Scope;
import lectern.account.ServerIdentities;
import lectern.account.ServerSecret;
import lectern.account.Session;
import lectern.account.SessionKind;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.account.SqlAccounts;
import lectern.account.SqlActivityLog;
import lectern.account.SqlDeviceKeys;
import lectern.account.SqlServerIdentities;
import lectern.account.SqlSessions;
import lectern.account.Visitor;
import lectern.db.Database;
import lectern.http.Cors;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.http.Proxies;
import lectern.http.Request;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.syncnode.entry.EntrySettings;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.SqlEntryStore;
import lectern.syncnode.wire.Bearer;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// The feed alone on a port of its own, over a database that the test holds in its hands.
final class FeedServer implements AutoCloseable {
    final Accounts accounts;
    final Sessions sessions;
    final ServerIdentities identities;
    final EntryStore entries;
    final Cursors cursors;

    private final Clock clock;
    private final SignIn signIn;
    private final PasswordHashing hashing;
    private final Activity activity;
    private final HttpServer http;

    /// Stands still until a test lets time pass.
    static final class Clock implements InstantSource {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

        @Override
        public Instant instant() {
            return now.get();
        }

        void pass(Duration time) {
            now.updateAndGet(instant -> instant.plus(time));
        }
    }

    /// What stands between the feed and what it reads, for tests that look on.
    interface Beside {
        EntryStore of(EntryStore entries);
    }

    FeedServer(Database database, Path folder) {
        this(database, folder, new Clock(), entries -> entries);
    }

    FeedServer(Database database, Path folder, Clock clock, Beside beside) {
        var random = new SecureRandom();
        this.clock = clock;
        var settings =
                new AccountSettings(RegistrationMode.CLOSED, false, Optional.of("a secret for tests only"), folder);
        identities = new SqlServerIdentities(database, clock);
        Privacy privacy = ServerSecret.unlock(identities, settings, random);
        accounts = new SqlAccounts(database, privacy, random, clock);
        var keys = new SqlDeviceKeys(database, random, clock);
        sessions = new SqlSessions(database, privacy, random, clock);
        hashing = PasswordHashing.open(random);
        activity = new Activity(new SqlActivityLog(database), keys, sessions, clock);
        signIn = new SignIn(accounts, sessions, hashing, activity, settings, random, clock);
        entries = new SqlEntryStore(database, accounts, privacy, EntrySettings.defaults(), random, clock);
        cursors = new Cursors(privacy, identities);
        var stores = new FeedStores(cursors, new SqlHeads(database), database.commits());
        var feed = new Feed(beside.of(entries), stores, signIn, random, clock);
        http = HttpServer.open(listening(), new FrontDoor("").mount(router(feed), "changes", "events"), new Metrics());
    }

    private static HttpSettings listening() {
        return new HttpSettings(
                "127.0.0.1",
                0,
                OptionalInt.empty(),
                Proxies.none(),
                64,
                5_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
    }

    private Router router(Feed feed) {
        return new Router(
                        "feed",
                        Slashes.RAW,
                        (fault, _) -> SyncNodeError.of(fault).toResponse(),
                        Cors.none())
                .headOfGet()
                .refusals(Refusal.class, (refusal, _) -> refusal.error().toResponse())
                .get("/changes", request -> feed.changes(request, caller(request)))
                .post("/events", request -> feed.ticket(request, caller(request)))
                .get(
                        "/events",
                        request -> feed.events(
                                request,
                                feed.redeemed(request).map(this::caller).orElseGet(() -> caller(request))));
    }

    private Caller caller(Request request) {
        if (Bearer.of(request) instanceof Bearer.Session(var token)) {
            return caller(new Presented.Token(token));
        }
        throw new Refusal(new SyncNodeError.NoToken());
    }

    private Caller caller(Presented.Token token) {
        return new Pass(token, new Visitor("127.0.0.1", "a test")).caller(signIn);
    }

    Account account(String name) {
        var wanted = new NewAccount(
                new AccountName(name + "-" + UUID.randomUUID()),
                Optional.empty(),
                Role.MEMBER,
                Optional.empty(),
                true,
                Optional.empty());
        return ((Creation.Created) accounts.create(wanted)).account();
    }

    Session.Opened session(Account account) {
        return session(account, Optional.empty());
    }

    Session.Opened session(Account account, Optional<Scope> scope) {
        var life = new Session.Life.Sliding(Duration.ofDays(30), Duration.ofDays(365));
        var current = accounts.find(account.id()).orElseThrow();
        return sessions.open(
                new Caller(current, new Credential.AccountPassword(true)),
                new Session.Request(SessionKind.STORE, "a test", "a test", life, scope));
    }

    Device device(Account account) {
        return new Device(this, account.id(), session(account).token());
    }

    int port() {
        return http.port();
    }

    void pass(Duration time) {
        clock.pass(time);
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        http.close();
        activity.close();
        hashing.close();
    }
}
