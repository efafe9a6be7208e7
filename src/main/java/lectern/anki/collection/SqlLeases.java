package lectern.anki.collection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.db.Database;

public final class SqlLeases implements Leases {
    private static final String TAKE = """
            insert into anki_lease (account_id, generation, holder, until) values (?, 1, ?, ?)
            on conflict (account_id) do update set
                generation = anki_lease.generation + 1, holder = excluded.holder, until = excluded.until
            returning generation
            """;

    private static final String UNTIL =
            "select until from anki_lease where account_id = ? and generation = ? and until > ?";

    private static final String EXTEND = """
            update anki_lease set until = ? where account_id = ? and generation = ? and until > ?
            """;

    private static final String RELEASE = """
            update anki_lease set until = null where account_id = ? and generation = ? and until is not null
            """;

    private static final String HOLDER = "select holder, until from anki_lease where account_id = ? and until > ?";

    private static final String DELETE = "delete from anki_lease where account_id = ?";

    private final Database db;
    private final Duration life;
    private final InstantSource clock;

    /// @param life how long a lease lasts that is not kept
    public SqlLeases(Database db, Duration life, InstantSource clock) {
        this.db = db;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public Lease take(Account account, String holder) {
        var until = clock.instant().plus(life);
        return db.write(tx -> {
            StampGuard.check(tx, account);
            return tx.one(
                            TAKE,
                            row -> new Lease(account.id(), row.whole("generation")),
                            account.id().value(),
                            holder,
                            until)
                    .orElseThrow();
        });
    }

    /// A sync has hundreds of steps, so only those are written that come in the second half of the lease.
    @Override
    public boolean keep(Account account, Lease lease) {
        var now = clock.instant();
        Optional<Instant> until = db.read(tx -> {
            StampGuard.check(tx, account);
            return tx.one(UNTIL, row -> row.instant("until"), lease.account().value(), lease.generation(), now);
        });
        return until.isPresent() && (until.get().isAfter(now.plus(life.dividedBy(2))) || extend(account, lease, now));
    }

    private boolean extend(Account account, Lease lease, Instant now) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            return tx.update(EXTEND, now.plus(life), lease.account().value(), lease.generation(), now) > 0;
        });
    }

    @Override
    public boolean release(Lease lease) {
        return db.write(tx -> tx.update(RELEASE, lease.account().value(), lease.generation()) > 0);
    }

    @Override
    public Optional<Holder> holder(AccountId account) {
        var now = clock.instant();
        return db.read(tx ->
                tx.one(HOLDER, row -> new Holder(row.text("holder"), row.instant("until")), account.value(), now));
    }

    @Override
    public int deleteSome(AccountId account, int limit) {
        return db.write(tx -> tx.update(DELETE, account.value()));
    }
}
