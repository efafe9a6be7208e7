package lectern.syncnode.reset;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.Tokens;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;

public final class SqlPasswordResets implements PasswordResets {
    private static final String RECENT =
            "select 1 from password_reset where account_id = ? and requested_at > ? and expires_at > ?";

    private static final String PUT = """
            insert into password_reset (account_id, token_hash, generation, requested_at, expires_at)
            select id, ?, session_generation, ?, ? from account where id = ? and deleted_at is null
            on conflict (account_id) do update set token_hash = excluded.token_hash,
                generation = excluded.generation, requested_at = excluded.requested_at,
                expires_at = excluded.expires_at
            """;

    private static final String LIST = """
            select reset.* from password_reset reset
            join account on account.id = reset.account_id and account.session_generation = reset.generation
            where reset.expires_at > ? and account.deleted_at is null
            order by reset.requested_at, reset.account_id
            """;

    /// A password that changed ends the generation, and with it whatever was asked for before.
    private static final String FIND = """
            select reset.account_id from password_reset reset
            join account on account.id = reset.account_id and account.session_generation = reset.generation
            where reset.token_hash = ? and reset.expires_at > ? and account.deleted_at is null
            """;

    private static final String DELETE = "delete from password_reset where account_id = ?";

    private static final String DELETE_EXPIRED = """
            delete from password_reset where account_id in
                (select account_id from password_reset where expires_at <= ? limit ?)
            """;

    private final Database database;
    private final Tokens tokens;
    private final InstantSource clock;

    public SqlPasswordResets(Database database, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.tokens = new Tokens(random);
        this.clock = clock;
    }

    @Override
    public Optional<Issued> issue(AccountId account) {
        var now = clock.instant();
        var issued = new Issued(tokens.resetToken(), now.plus(LIFE));
        return database.write(
                tx -> isRecent(tx, account, now) ? Optional.empty() : Optional.of(put(tx, account, issued, now)));
    }

    @Override
    public Issued issueByHand(AccountId account, Duration life) {
        var now = clock.instant();
        var issued = new Issued(tokens.resetToken(), now.plus(life));
        return database.write(tx -> put(tx, account, issued, now));
    }

    @Override
    public void leaveToOperator(AccountId account) {
        var now = clock.instant();
        database.write(tx -> isRecent(tx, account, now)
                ? 0
                : tx.update(PUT, Optional.empty(), now, now.plus(WAITING), account.value()));
    }

    private static boolean isRecent(Tx tx, AccountId account, Instant now) {
        return tx.one(RECENT, _ -> true, account.value(), now.minus(PAUSE), now).isPresent();
    }

    private static Issued put(Tx tx, AccountId account, Issued issued, Instant now) {
        tx.update(PUT, Tokens.hash(issued.token()), now, issued.expiresAt(), account.value());
        return issued;
    }

    @Override
    public List<Wish> list() {
        var now = clock.instant();
        return database.read(tx -> tx.list(LIST, SqlPasswordResets::wish, now));
    }

    @Override
    public Optional<AccountId> find(String token) {
        var hash = Tokens.hash(token);
        var now = clock.instant();
        return database.read(tx -> tx.one(FIND, row -> new AccountId(row.text("account_id")), hash, now));
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return database.write(tx -> tx.update(DELETE, account.value()));
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return database.write(tx -> tx.update(DELETE_EXPIRED, now, limit));
    }

    private static Wish wish(Row row) {
        var token = row.optionalText("token_hash");
        return new Wish(
                new AccountId(row.text("account_id")),
                row.instant("requested_at"),
                token.map(_ -> row.instant("expires_at")));
    }
}
