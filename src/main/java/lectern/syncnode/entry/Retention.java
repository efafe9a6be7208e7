package lectern.syncnode.entry;

import java.time.Instant;
import java.util.HashMap;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;

/// Forgets, within one transaction, versions and deletions that have had their time.
final class Retention {
    private static final String OLD_VERSIONS = """
            select v.address, v.number, v.size, v.blob_id, s.home
            from store_version v join store s on s.address = v.address
            where v.kept_until <= ? order by v.kept_until limit ?
            """;

    /// What an owner can still bring back is remembered as long as that.
    private static final String OLD_TOMBSTONES = """
            select m.account_id, m.address, m.position from store_member m
            where m.event in ('delete', 'revoke', 'owner_deleted') and m.at <= ?
                and (m.permission is null
                    or not exists (select 1 from store_version v where v.address = m.address))
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

    Retention(Tx tx, EntrySettings settings, Instant now) {
        this.tx = tx;
        this.settings = settings;
        this.now = now;
    }

    /// Answers as [Expiring#deleteExpired] does.
    int some(int limit) {
        int versions = versions(limit);
        return versions < limit ? versions + tombstones(limit - versions) : versions;
    }

    private record Old(Address address, AccountId home, History.Sized version) {
        static Old read(Row row) {
            return new Old(new Address(row.text("address")), new AccountId(row.text("home")), History.Sized.read(row));
        }
    }

    private int versions(int limit) {
        var history = new History(tx, settings, now);
        var old = tx.list(OLD_VERSIONS, Old::read, now, limit);
        old.forEach(version -> history.remove(version.address(), version.home(), version.version()));
        return old.size();
    }

    private record Tombstone(AccountId account, Address address, long position) {
        static Tombstone read(Row row) {
            return new Tombstone(
                    new AccountId(row.text("account_id")), new Address(row.text("address")), row.whole("position"));
        }
    }

    private int tombstones(int limit) {
        var old = tx.list(OLD_TOMBSTONES, Tombstone::read, now.minus(settings.tombstones()), limit);
        var forgotten = new HashMap<AccountId, Long>();
        for (var tombstone : old) {
            tx.update(FORGET, tombstone.account().value(), tombstone.address().value());
            tx.update(FORGET_STORE, tombstone.address().value());
            forgotten.merge(tombstone.account(), tombstone.position(), Math::max);
        }
        forgotten.forEach((account, position) -> tx.update(EXPIRE, position, account.value(), position));
        return old.size();
    }
}
