package lectern.account;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;

public final class SqlSessions implements Sessions {
    private static final String OPEN = """
            insert into account_session (token_hash, handle, account_id, kind, scope, label, client, device_key,
                generation, created_at, last_used_at, expires_at, idle_millis, ends_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, (select session_generation from account where id = ?), ?, ?, ?, ?, ?)
            """;

    /// A deleted account may have left its own behind.
    private static final String TAKE_OVER = """
            delete from account_session where token_hash = ? and (account_id = ?
                or exists (select 1 from account where id = account_id and deleted_at is not null))
            """;

    private static final String TAKEN = "select 1 from account_session where token_hash = ?";

    /// A session lives while it is of its account's generation, in time, and its device key, if it has one, lives.
    private static final String FIND = """
            select account.*, session.handle as session_handle, session.kind as session_kind,
                session.scope as session_scope, session.expires_at as session_expires_at
            from account_session session
            join account on account.id = session.account_id and account.session_generation = session.generation
            left join account_device_key device on device.account_id = session.account_id
                and device.handle = session.device_key and device.generation = account.key_generation
            where session.token_hash in (?, ?) and account.deleted_at is null
                and (session.expires_at is null or session.expires_at > ?)
                and (session.device_key is null or device.handle is not null)
            """;

    private static final String LIST = """
            select session.*
            from account_session session
            join account on account.id = session.account_id and account.session_generation = session.generation
            left join account_device_key device on device.account_id = session.account_id
                and device.handle = session.device_key and device.generation = account.key_generation
            where session.account_id = ? and account.deleted_at is null
                and (session.expires_at is null or session.expires_at > ?)
                and (session.device_key is null or device.handle is not null)
            order by session.last_used_at desc, session.handle
            """;

    private static final String END = """
            delete from account_session where account_id = ? and handle = ? and (expires_at is null or expires_at > ?)
            """;

    private static final String OWNER = "select account_id from account_session where handle = ?";

    private static final String RAISE_STAMP = "update account set stamp = stamp + 1 where id = ?";

    private static final String END_ALL = """
            update account set stamp = stamp + 1, session_generation = session_generation + 1 where id = ?
            """;

    private static final String USED = """
            update account_session set last_used_at = ?, expires_at = case
                when idle_millis is null then expires_at
                when ? + idle_millis > ends_at then ends_at
                else ? + idle_millis end
            where handle = ? and last_used_at < ? and (expires_at is null or expires_at > ?)
            """;

    private static final String DELETE_SOME = """
            delete from account_session where token_hash in
                (select token_hash from account_session where account_id = ? limit ?)
            """;

    private static final String DELETE_EXPIRED = """
            delete from account_session where token_hash in
                (select token_hash from account_session where expires_at <= ? limit ?)
            """;

    private static final String DELETE_ENDED = """
            delete from account_session where token_hash in (
                select session.token_hash from account_session session
                join account on account.id = session.account_id and account.session_generation > session.generation
                where session.account_id = ? limit 100)
            """;

    private final Database database;
    private final Privacy privacy;
    private final AccountRow accountRow;
    private final Tokens tokens;
    private final InstantSource clock;

    public SqlSessions(Database database, Privacy privacy, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.privacy = privacy;
        this.accountRow = new AccountRow(privacy);
        this.tokens = new Tokens(random);
        this.clock = clock;
    }

    @Override
    public Session.Opened open(Caller caller, Session.Request request) {
        var token = tokens.sessionToken(request.kind());
        var session = session(caller, request);
        database.write(tx -> {
            StampGuard.check(tx, caller.account());
            return insert(tx, Tokens.hash(token), session, caller, request.life());
        });
        return new Session.Opened(token, session);
    }

    @Override
    public Optional<Session> adopt(Caller caller, String token, Session.Request request) {
        var hash = privacy.token(token);
        var session = session(caller, request);
        return database.write(tx -> {
            StampGuard.check(tx, caller.account());
            tx.update(TAKE_OVER, hash, caller.account().id().value());
            if (tx.one(TAKEN, _ -> true, hash).isPresent()) {
                return Optional.empty();
            }
            insert(tx, hash, session, caller, request.life());
            return Optional.of(session);
        });
    }

    private Session session(Caller caller, Session.Request request) {
        var now = clock.instant();
        return new Session(
                tokens.sessionHandle(),
                request.kind(),
                request.scope().orElseGet(caller.via()::scope),
                request.label(),
                request.client(),
                now,
                now,
                request.life().expiresAt(now));
    }

    private static int insert(Tx tx, String hash, Session session, Caller caller, Session.Life life) {
        var account = caller.account().id().value();
        tx.update(DELETE_ENDED, account);
        return tx.update(
                OPEN,
                hash,
                session.handle().value(),
                account,
                session.kind().text(),
                session.scope().text(),
                session.label(),
                session.client(),
                deviceKey(caller).map(Handle::value),
                account,
                session.createdAt(),
                session.createdAt(),
                session.expiresAt(),
                life.idleMillis(),
                life.endsAt(session.createdAt()));
    }

    private static Optional<Handle> deviceKey(Caller caller) {
        return switch (caller.via()) {
            case Credential.AccountPassword _ -> Optional.empty();
            case Credential.DeviceKey key -> Optional.of(key.handle());
            case Credential.Session _ -> throw new IllegalArgumentException("a session opens no other session");
        };
    }

    @Override
    public Optional<Caller> find(String token) {
        var hash = Tokens.hash(token);
        var adopted = privacy.token(token);
        var now = clock.instant();
        return database.lookUp(FIND, this::caller, hash, adopted, now);
    }

    @Override
    public List<Session> list(AccountId account) {
        var now = clock.instant();
        return database.read(tx -> tx.list(LIST, SqlSessions::session, account.value(), now));
    }

    @Override
    public boolean end(AccountId account, Handle handle) {
        var now = clock.instant();
        return database.write(tx -> end(tx, account.value(), handle, now));
    }

    @Override
    public boolean end(Handle handle) {
        var now = clock.instant();
        return database.write(tx -> tx.one(OWNER, row -> row.text("account_id"), handle.value())
                .filter(account -> end(tx, account, handle, now))
                .isPresent());
    }

    private static boolean end(Tx tx, String account, Handle handle, Instant now) {
        if (tx.update(END, account, handle.value(), now) == 0) {
            return false;
        }
        tx.update(RAISE_STAMP, account);
        return true;
    }

    @Override
    public void endAll(AccountId account) {
        database.write(tx -> tx.update(END_ALL, account.value()));
    }

    @Override
    public void used(Map<Handle, Instant> times) {
        var copy = Map.copyOf(times);
        database.write(tx -> {
            copy.forEach((handle, at) -> tx.update(USED, at, at, at, handle.value(), at, at));
            return copy.size();
        });
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return database.write(tx -> tx.update(DELETE_SOME, account.value(), limit));
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return database.write(tx -> tx.update(DELETE_EXPIRED, now, limit));
    }

    private Caller caller(Row row) {
        return new Caller(
                accountRow.read(row),
                new Credential.Session(
                        new Handle(row.text("session_handle")),
                        SessionKind.of(row.text("session_kind")),
                        Scope.parse(row.text("session_scope")).orElseThrow(),
                        row.optionalInstant("session_expires_at")));
    }

    private static Session session(Row row) {
        return new Session(
                new Handle(row.text("handle")),
                SessionKind.of(row.text("kind")),
                Scope.parse(row.text("scope")).orElseThrow(),
                row.text("label"),
                row.text("client"),
                row.instant("created_at"),
                row.instant("last_used_at"),
                row.optionalInstant("expires_at"));
    }
}
