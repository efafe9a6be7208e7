package lectern.syncnode.entry;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.NameKey;
import lectern.account.Privacy;
import lectern.db.Row;
import lectern.db.Tx;

/// Gives and takes permissions within one transaction.
final class Sharing {
    private static final String MEMBERS = """
            select account_id, permission, granted_at from store_member
            where address = ? and event in ('put', 'grant') order by granted_at, account_id
            """;

    private static final String ADD = """
            insert into store_member (account_id, address, own, name_hash, name_sealed, permission, granted_at, event,
                at, client, position, version)
            values (?, ?, 0, ?, ?, ?, ?, 'grant', ?, ?, ?, ?)
            on conflict (address, account_id) do update set
                own = 0, permission = excluded.permission, granted_at = excluded.granted_at, event = 'grant',
                at = excluded.at, client = excluded.client, position = excluded.position, version = excluded.version
            """;

    private static final String CHANGE = """
            update store_member set permission = ?, event = 'grant', at = ?, client = ?, position = ?
            where account_id = ? and address = ?
            """;

    private static final String REMOVE = """
            update store_member set own = 0, permission = null, event = 'revoke', at = ?, client = ?, position = ?
            where account_id = ? and address = ?
            """;

    private static final String COUNT = "update store set members = ? where address = ?";

    private final Tx tx;
    private final Author author;
    private final Privacy privacy;
    private final Ledger ledger;
    private final History history;
    private final Instant now;

    Sharing(Tx tx, Author author, Privacy privacy, Ledger ledger, History history, Instant now) {
        this.tx = tx;
        this.author = author;
        this.privacy = privacy;
        this.ledger = ledger;
        this.history = history;
        this.now = now;
    }

    /// Whom a permission is for.
    record Receiver(AccountId account, NameKey names, Permission permission) {}

    private record Sitting(AccountId account, Permission permission) {
        static Sitting read(Row row) {
            return new Sitting(new AccountId(row.text("account_id")), Permission.of(row.text("permission")));
        }
    }

    Outcome<Integer> give(Sight.Live sight, List<Receiver> receivers) {
        var address = sight.seat().address();
        var members = members(address);
        var changed = receivers.stream()
                .filter(receiver -> receiver.permission() != members.get(receiver.account()))
                .toList();
        var afterwards = new HashMap<>(members);
        changed.forEach(receiver -> afterwards.put(receiver.account(), receiver.permission()));
        if (!afterwards.containsValue(Permission.OWN)) {
            return Outcome.refused(new Obstacle.LastOwner());
        }
        if (afterwards.size() > EntryStore.MOST_MEMBERS) {
            return Outcome.refused(new Obstacle.TooManyMembers(EntryStore.MOST_MEMBERS));
        }
        changed.forEach(receiver -> ledger.raise(receiver.account()));
        ledger.save();
        for (var receiver : changed) {
            if (members.containsKey(receiver.account())) {
                change(address, receiver);
            } else {
                add(sight, receiver);
            }
        }
        tx.update(COUNT, afterwards.size(), address.value());
        return Outcome.done(changed.size());
    }

    private void change(Address address, Receiver receiver) {
        tx.update(
                CHANGE,
                receiver.permission().text(),
                now,
                author.client(),
                ledger.position(receiver.account()),
                receiver.account().value(),
                address.value());
    }

    private void add(Sight.Live sight, Receiver receiver) {
        var name = sight.name().value();
        tx.update(
                ADD,
                receiver.account().value(),
                sight.seat().address().value(),
                receiver.names().hash(name),
                privacy.seal(name, receiver.account()),
                receiver.permission().text(),
                now,
                now,
                author.client(),
                ledger.position(receiver.account()),
                sight.seat().version());
    }

    Outcome<Integer> take(Sight.Live sight, List<AccountId> accounts) {
        var address = sight.seat().address();
        var members = members(address);
        var removed = accounts.stream().filter(members::containsKey).distinct().toList();
        var afterwards = new LinkedHashMap<>(members);
        removed.forEach(afterwards::remove);
        if (!removed.isEmpty() && !afterwards.containsValue(Permission.OWN)) {
            return Outcome.refused(new Obstacle.LastOwner());
        }
        var store = sight.seat().store();
        removed.forEach(ledger::raise);
        var heir = removed.contains(store.home()) ? Optional.of(oldestOwner(afterwards)) : Optional.<AccountId>empty();
        var inheritance = new Inheritance(tx, ledger, history, address);
        heir.ifPresent(account -> inheritance.plan(store, true, account, List.copyOf(afterwards.keySet())));
        ledger.save();
        for (var account : removed) {
            tx.update(REMOVE, now, author.client(), ledger.position(account), account.value(), address.value());
        }
        heir.ifPresent(account -> inheritance.carryOut(sight.seat(), account, List.copyOf(afterwards.keySet())));
        tx.update(COUNT, afterwards.size(), address.value());
        return Outcome.done(removed.size());
    }

    private static AccountId oldestOwner(Map<AccountId, Permission> members) {
        return members.entrySet().stream()
                .filter(member -> member.getValue() == Permission.OWN)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /// In the order in which they came.
    private Map<AccountId, Permission> members(Address address) {
        var members = new LinkedHashMap<AccountId, Permission>();
        tx.list(MEMBERS, Sitting::read, address.value())
                .forEach(sitting -> members.put(sitting.account(), sitting.permission()));
        return members;
    }
}
