package lectern.syncnode.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;

import static java.util.Comparator.comparing;

/// What one step does to the accounts it concerns: what they are charged, and a new position for each feed in which
/// something happened. It is gathered first and written at once, account by account in the order of their ids, so that
/// steps wait for each other and never in a circle. A feed's row stays locked until the commit, which is why
/// positions become visible in their order.
final class Ledger {
    private static final String READ = "select " + Account.COLUMNS + " from store_account c where account_id = ?";

    private static final String WRITE = """
            insert into store_account (account_id, position, forgotten, stores, bytes, reserved)
            values (?, ?, 0, ?, ?, ?)
            on conflict (account_id) do update set
                position = store_account.position + excluded.position,
                stores = store_account.stores + excluded.stores,
                bytes = store_account.bytes + excluded.bytes,
                reserved = store_account.reserved + excluded.reserved
            returning position
            """;

    private static final String RESERVED = "select account_id, bytes from store_reservation where id = ?";
    private static final String RESERVE = "insert into store_reservation (id, account_id, bytes) values (?, ?, ?)";
    private static final String USE_UP = "delete from store_reservation where id = ?";

    private final Tx tx;
    private final EntrySettings settings;
    private final Map<AccountId, Account> before = new HashMap<>();
    private final SortedMap<AccountId, Delta> deltas = new TreeMap<>(comparing(AccountId::value));
    private final TreeSet<AccountId> concerned = new TreeSet<>(comparing(AccountId::value)); // whose feeds tell of it
    private final List<ReservationId> usedUp = new ArrayList<>();
    private final SortedMap<AccountId, Long> positions = new TreeMap<>(comparing(AccountId::value));

    Ledger(Tx tx, EntrySettings settings) {
        this.tx = tx;
        this.settings = settings;
    }

    private record Delta(long stores, long bytes, long reserved) {
        static final Delta NONE = new Delta(0, 0, 0);

        Delta plus(long stores, long bytes, long reserved) {
            return new Delta(this.stores + stores, this.bytes + bytes, this.reserved + reserved);
        }
    }

    /// The row of an account; what [#read] needs of `store_account c`.
    record Account(
            long position,
            long forgotten,
            long stores,
            long bytes,
            long reserved,
            OptionalLong bytesLimit,
            OptionalLong storesLimit) {
        static final String COLUMNS =
                "c.position as head, c.forgotten, c.stores, c.bytes, c.reserved, c.bytes_limit, c.stores_limit";

        private static final Account NEW = new Account(0, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty());

        static Account of(Tx tx, AccountId id) {
            return tx.one(READ, Account::read, id.value()).orElse(NEW);
        }

        /// Also of a row that is not there.
        static Account read(Row row) {
            return new Account(
                    row.wholeOrZero("head"),
                    row.wholeOrZero("forgotten"),
                    row.wholeOrZero("stores"),
                    row.wholeOrZero("bytes"),
                    row.wholeOrZero("reserved"),
                    row.optionalWhole("bytes_limit"),
                    row.optionalWhole("stores_limit"));
        }

        Quota quota(EntrySettings settings) {
            return new Quota(
                    bytes + reserved,
                    limit(bytesLimit, settings.quotaBytes()),
                    stores,
                    limit(storesLimit, settings.quotaStores()));
        }

        private static OptionalLong limit(OptionalLong own, long usual) {
            long limit = own.orElse(usual);
            return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
        }
    }

    static long charge(long nameSize, Properties properties) {
        return nameSize + properties.meta().map(String::length).orElse(0) + properties.size();
    }

    /// With everything gathered so far, whether it is saved already or not.
    Quota quota(AccountId account) {
        var before = account(account).quota(settings);
        var delta = deltas.getOrDefault(account, Delta.NONE);
        return new Quota(
                before.used() + delta.bytes() + delta.reserved(),
                before.limit(),
                before.stores() + delta.stores(),
                before.storesLimit());
    }

    /// What was read of an account on the way, so that it is not asked for again.
    void know(AccountId id, Account account) {
        before.putIfAbsent(id, account);
    }

    private Account account(AccountId id) {
        return before.computeIfAbsent(id, unread -> Account.of(tx, unread));
    }

    /// What stands against charging an account so much more. Whatever needs no more than before is allowed, even
    /// when the limit was lowered below what is there.
    static Optional<Obstacle> against(Quota quota, long stores, long bytes) {
        if (bytes > 0 && quota.limit().isPresent()) {
            long limit = quota.limit().getAsLong();
            long needed = quota.used() + bytes;
            if (needed > limit) {
                return Optional.of(new Obstacle.OverQuota(quota.used(), limit, needed));
            }
        }
        if (stores > 0 && quota.storesLimit().isPresent()) {
            long limit = quota.storesLimit().getAsLong();
            if (quota.stores() + stores > limit) {
                return Optional.of(new Obstacle.TooManyStores(quota.stores(), limit));
            }
        }
        return Optional.empty();
    }

    static OptionalLong left(Quota quota) {
        return quota.limit().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, quota.limit().getAsLong() - quota.used()));
    }

    void charge(AccountId account, long stores, long bytes) {
        add(account, stores, bytes, 0);
    }

    private void add(AccountId account, long stores, long bytes, long reserved) {
        deltas.merge(
                account,
                Delta.NONE.plus(stores, bytes, reserved),
                (old, more) -> old.plus(more.stores(), more.bytes(), more.reserved()));
    }

    /// Replaces what the same reservation held before, which was released.
    void reserve(AccountId account, ReservationId id, long bytes) {
        if (usedUp.remove(id)) {
            tx.update(USE_UP, id.value());
        }
        tx.update(RESERVE, id.value(), account.value(), bytes);
        add(account, 0, 0, bytes);
    }

    /// The space is free again, or filled by what it was reserved for. Nothing, when it is used up already.
    void release(ReservationId id) {
        tx.one(RESERVED, Reserved::read, id.value()).ifPresent(reserved -> {
            add(reserved.account(), 0, 0, -reserved.bytes());
            usedUp.add(id);
        });
    }

    private record Reserved(AccountId account, long bytes) {
        static Reserved read(Row row) {
            return new Reserved(new AccountId(row.text("account_id")), row.whole("bytes"));
        }
    }

    /// Something happens that the account's feed tells.
    void raise(AccountId account) {
        concerned.add(account);
        add(account, 0, 0, 0);
    }

    void save() {
        usedUp.forEach(id -> tx.update(USE_UP, id.value()));
        deltas.forEach((account, delta) -> {
            int raised = concerned.contains(account) ? 1 : 0;
            if (raised == 1 || !delta.equals(Delta.NONE)) {
                positions.put(
                        account,
                        tx.one(
                                        WRITE,
                                        row -> row.whole("position"),
                                        account.value(),
                                        raised,
                                        delta.stores(),
                                        delta.bytes(),
                                        delta.reserved())
                                .orElseThrow());
            }
        });
    }

    /// The new position of a feed that was raised.
    long position(AccountId account) {
        return raised(account).orElseThrow();
    }

    /// Of any feed, after the ledger was saved.
    long positionAfterwards(AccountId account) {
        return raised(account).orElseGet(() -> account(account).position());
    }

    private Optional<Long> raised(AccountId account) {
        return Optional.ofNullable(positions.get(account));
    }
}
