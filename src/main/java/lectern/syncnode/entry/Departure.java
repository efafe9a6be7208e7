package lectern.syncnode.entry;

import java.time.Instant;
import java.util.List;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;

/// Takes a deleted account out of its stores, some of them within each transaction: a store that nobody else owns is
/// deleted for everybody, and one that somebody else owns stays, charged to the one who owned it first.
final class Departure {
    /// A store has so many rows at most: its own, members and their feeds, versions and blobs.
    private static final int ROWS_OF_A_STORE = 120;

    private static final String SEATS = "select " + Seat.COLUMNS + "from store_member m\n" + Seat.JOINS
            + "where m.account_id = ? order by m.id limit ?";

    private static final String OTHERS = """
            select account_id, permission, event from store_member
            where address = ? and account_id <> ? and permission is not null order by granted_at, account_id
            """;

    private static final String ORPHAN = """
            update store_member set permission = null, event = 'owner_deleted', at = ?, client = null, position = ?
            where account_id = ? and address = ?
            """;

    private static final String FORGET_MEMBERS = """
            update store_member set permission = null where address = ? and permission is not null
            """;

    private static final String LEAVE = "delete from store_member where account_id = ? and address = ?";
    private static final String FEWER = "update store set members = members - 1 where address = ?";
    private static final String DELETE_STORE = "delete from store where address = ?";
    private static final String DELETE_RESERVATIONS = """
            delete from store_reservation where id in (
                select id from store_reservation where account_id = ? limit ?)
            """;

    private static final String DELETE_ACCOUNT = "delete from store_account where account_id = ?";

    private final Tx tx;
    private final EntrySettings settings;
    private final AccountId account;
    private final Instant now;
    private final History history;
    private int rows;

    Departure(Tx tx, EntrySettings settings, AccountId account, Instant now) {
        this.tx = tx;
        this.settings = settings;
        this.account = account;
        this.now = now;
        this.history = new History(tx, settings, now);
    }

    private record Other(AccountId account, Permission permission, Event event) {
        static Other read(Row row) {
            return new Other(
                    new AccountId(row.text("account_id")),
                    Permission.of(row.text("permission")),
                    Event.of(row.text("event")));
        }
    }

    /// Answers as [AccountData#deleteSome] does.
    int some(int limit) {
        var seats = tx.list(SEATS, Seat::read, account.value(), limit);
        for (var seat : seats) {
            if (rows > 0 && rows + ROWS_OF_A_STORE > limit) {
                return limit; // there is more
            }
            leave(seat);
        }
        if (seats.size() == limit || rows >= limit) {
            return Math.max(rows, limit);
        }
        rows += tx.update(DELETE_RESERVATIONS, account.value(), limit - rows);
        if (rows >= limit) {
            return rows;
        }
        return rows + tx.update(DELETE_ACCOUNT, account.value());
    }

    private void leave(Seat seat) {
        if (seat.permission().isPresent() && seat.stored().isPresent()) {
            var others = tx.list(OTHERS, Other::read, seat.address().value(), account.value());
            var heir = others.stream()
                    .filter(other -> other.permission() == Permission.OWN)
                    .findFirst()
                    .map(Other::account);
            if (heir.isPresent()) {
                leaveTo(heir.get(), seat, others);
            } else {
                deleteForEverybody(seat, others);
            }
        }
        rows += tx.update(LEAVE, account.value(), seat.address().value());
    }

    private void leaveTo(AccountId heir, Seat seat, List<Other> others) {
        var store = seat.store();
        rows += tx.update(FEWER, seat.address().value());
        if (store.home().equals(account)) {
            var ledger = new Ledger(tx, settings);
            var inheritance = new Inheritance(tx, ledger, history, seat.address());
            var remaining = others.stream().map(Other::account).toList();
            inheritance.plan(store, seat.event().live(), heir, remaining);
            ledger.save();
            inheritance.carryOut(seat, heir, remaining);
            rows += 2 * remaining.size() + 1;
        }
    }

    private void deleteForEverybody(Seat seat, List<Other> others) {
        var store = seat.store();
        var ledger = new Ledger(tx, settings);
        if (seat.event().live()) {
            ledger.charge(store.home(), -1, -store.charge());
        }
        var readers = others.stream()
                .filter(other -> other.event().live())
                .map(Other::account)
                .toList();
        readers.forEach(ledger::raise);
        ledger.save();
        for (var reader : readers) {
            tx.update(
                    ORPHAN,
                    now,
                    ledger.position(reader),
                    reader.value(),
                    seat.address().value());
        }
        rows += 2 * readers.size() + tx.update(FORGET_MEMBERS, seat.address().value());
        rows += tx.update(DELETE_STORE, seat.address().value());
        rows += history.removeFrom(seat.version(), store.home());
    }
}
