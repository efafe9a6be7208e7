package lectern.syncnode.entry;

import java.time.Instant;
import java.util.HashMap;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;

/// Forgets, within one transaction, versions and deletions that have had their time.
final class Retention {
    /// What was replaced so long ago is known by what replaced it.
    private static final String OLD_VERSIONS = """
            select v.id, v.previous, s.home
            from store_version v join store s on s.address = v.address
            where v.previous is not null and v.modified_at <= ? order by v.modified_at limit ?
            """;

    private static final String END_OF_HISTORY = "update store_version set previous = null where id = ?";

    private static final String TRASH = """
            select address, home, trash from store
            where trash is not null and deleted_at <= ? order by deleted_at limit ?
            """;

    private static final String EMPTY_TRASH = "update store set trash = null where address = ?";

    /// What an owner can still bring back is remembered as long as that.
    private static final String OLD_TOMBSTONES = """
            select m.account_id, m.address, m.position, m.version from store_member m
            where m.event in ('delete', 'revoke', 'owner_deleted') and m.at <= ?
                and (m.permission is null
                    or not exists (select 1 from store s where s.address = m.address and s.trash is not null))
            order by m.at limit ?
            """;

    private static final String FORGET = "delete from store_member where account_id = ? and address = ?";

    private static final String FORGET_STORE = """
            delete from store
            where address = ? and deleted_at is not null
                and not exists (
                    select 1 from store_member m where m.address = store.address and m.permission is not null)
            """;

    private static final String EXPIRE = """
            update store_account set forgotten = ? where account_id = ? and forgotten < ?
            """;

    private final Tx tx;
    private final EntrySettings settings;
    private final Instant now;
    private final History history;

    Retention(Tx tx, EntrySettings settings, Instant now) {
        this.tx = tx;
        this.settings = settings;
        this.now = now;
        this.history = new History(tx, settings, now);
    }

    /// Answers as [Expiring#deleteExpired] does.
    int some(int limit) {
        int done = versions(limit);
        done += done < limit ? trash(limit - done) : 0;
        done += done < limit ? tombstones(limit - done) : 0;
        return done;
    }

    private record Old(long id, AccountId home, long previous) {
        static Old read(Row row) {
            return new Old(row.whole("id"), new AccountId(row.text("home")), row.whole("previous"));
        }
    }

    private int versions(int limit) {
        var old = tx.list(OLD_VERSIONS, Old::read, now.minus(settings.versionAge()), limit);
        for (var version : old) {
            history.removeFrom(version.previous(), version.home());
            tx.update(END_OF_HISTORY, version.id());
        }
        return old.size();
    }

    private record Trash(Address address, AccountId home, long version) {
        static Trash read(Row row) {
            return new Trash(new Address(row.text("address")), new AccountId(row.text("home")), row.whole("trash"));
        }
    }

    private int trash(int limit) {
        var trash = tx.list(TRASH, Trash::read, now.minus(settings.trashAge()), limit);
        for (var store : trash) {
            history.empty(store.version(), store.home());
            tx.update(EMPTY_TRASH, store.address().value());
        }
        return trash.size();
    }

    private record Tombstone(AccountId account, Address address, long position, long version) {
        static Tombstone read(Row row) {
            return new Tombstone(
                    new AccountId(row.text("account_id")),
                    new Address(row.text("address")),
                    row.whole("position"),
                    row.whole("version"));
        }
    }

    private int tombstones(int limit) {
        var old = tx.list(OLD_TOMBSTONES, Tombstone::read, now.minus(settings.tombstones()), limit);
        var forgotten = new HashMap<AccountId, Long>();
        for (var tombstone : old) {
            tx.update(FORGET, tombstone.account().value(), tombstone.address().value());
            if (tx.update(FORGET_STORE, tombstone.address().value()) > 0) {
                history.forget(tombstone.version());
            }
            forgotten.merge(tombstone.account(), tombstone.position(), Math::max);
        }
        forgotten.forEach((account, position) -> tx.update(EXPIRE, position, account.value(), position));
        return old.size();
    }
}
