package lectern.syncnode.entry;

import java.util.List;

import lectern.account.AccountId;
import lectern.db.Tx;

/// Charges a store to another account when the one it was charged to leaves it. Every member is told, because each can
/// see whose it is.
final class Inheritance {
    private static final String MOVE = "update store set home = ? where address = ?";
    private static final String TELL = "update store_member set position = ? where account_id = ? and address = ?";

    private final Tx tx;
    private final Ledger ledger;
    private final History history;
    private final Address address;

    Inheritance(Tx tx, Ledger ledger, History history, Address address) {
        this.tx = tx;
        this.ledger = ledger;
        this.history = history;
        this.address = address;
    }

    /// Before the ledger is saved. The heir's limit is not asked: nobody wrote anything.
    ///
    /// @param live a deleted store is charged to nobody
    void plan(Seat.Stored store, boolean live, AccountId heir, List<AccountId> remaining) {
        if (live) {
            ledger.charge(store.home(), -1, -store.charge());
            ledger.charge(heir, 1, store.charge());
        }
        remaining.forEach(ledger::raise);
    }

    void carryOut(Seat seat, AccountId heir, List<AccountId> remaining) {
        tx.update(MOVE, heir.value(), address.value());
        history.handOver(seat.version(), seat.store().home(), heir);
        for (var member : remaining) {
            tx.update(TELL, ledger.position(member), member.value(), address.value());
        }
    }
}
