package lectern.kosync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import lectern.account.Expiring;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;

/// Removes positions that had their time, those of forgotten documents, and readers that are not seen any more.
///
/// The history has no index by time, because every push would pay for it: once a day all documents are looked
/// through instead, a page at a time.
public final class SqlOldReading implements Expiring {
    private static final Duration LOOK_EVERY = Duration.ofDays(1);
    private static final Duration DEVICES_STAY = Duration.ofDays(90);
    private static final int PAGE = 500;

    private static final String FORGOTTEN = "select account_id, number from kosync_forgotten limit 1";

    private static final String REMOVE_FORGOTTEN = """
            delete from kosync_push where account_id = ? and number = ? and ordinal in (
                select ordinal from kosync_push where account_id = ? and number = ? order by ordinal limit ?)
            """;

    private static final String DONE = "delete from kosync_forgotten where account_id = ? and number = ?";

    private static final String REMOVE_DEVICES = """
            delete from kosync_device where (account_id, device) in (
                select account_id, device from kosync_device where last_at < ? limit ?)
            """;

    /// The pushes `p` of the document `d`, without the last one and the one that became its book's position.
    private static final String OLD = """
            p.account_id = d.account_id and p.number = d.number and p.at < ?
                and p.ordinal <> (
                    select max(q.ordinal) from kosync_push q where q.account_id = d.account_id and q.number = d.number)
                and p.ordinal <> (
                    select coalesce(max(q.ordinal), 0) from kosync_push q
                    where q.account_id = d.account_id and q.number = d.number and q.taken = 1)
            """;

    private static final String LOOK =
            "select d.account_id, d.document, d.number, (select count(*) from kosync_push p where " + OLD + ") as old "
                    + """
            from kosync_document d where (d.account_id, d.document) > (?, ?)
            order by d.account_id, d.document limit ?
            """;

    private static final String REMOVE_OLD = """
            delete from kosync_push where account_id = ? and number = ? and ordinal in (
                select p.ordinal from kosync_push p, kosync_document d
                where d.account_id = ? and d.document = ? and\s""" + OLD + """
                order by p.ordinal limit ?)
            """;

    private final Database db;
    private final Duration historyAge;

    /// Where the look goes on and when the next one begins, guarded by this. Losing them costs a look, nothing
    /// more.
    private Looked last = Looked.START;

    private Instant nextLook = Instant.MIN;

    public SqlOldReading(Database db, KosyncSettings settings) {
        this.db = db;
        this.historyAge = settings.history().age();
    }

    @Override
    public synchronized int deleteExpired(Instant now, int limit) {
        int removed = db.write(tx -> deleteForgotten(tx, limit));
        if (removed < limit) {
            int room = limit - removed;
            removed += db.write(tx -> tx.update(REMOVE_DEVICES, Micros.of(now.minus(DEVICES_STAY)), room));
        }
        while (removed < limit && !now.isBefore(nextLook)) {
            removed += deleteOld(now, limit - removed);
        }
        return removed;
    }

    private static int deleteForgotten(Tx tx, int limit) {
        record Forgotten(String account, long number) {}
        int removed = 0;
        while (removed < limit) {
            var next = tx.one(FORGOTTEN, row -> new Forgotten(row.text("account_id"), row.whole("number")));
            if (next.isEmpty()) {
                break;
            }
            var account = next.get().account();
            var number = next.get().number();
            removed += tx.update(REMOVE_FORGOTTEN, account, number, account, number, limit - removed);
            if (removed < limit) {
                removed += tx.update(DONE, account, number);
            }
        }
        return removed;
    }

    /// Looks through one page, or a part of it that has as much to remove as there is room.
    private int deleteOld(Instant now, int limit) {
        long before = Micros.of(now.minus(historyAge));
        var page =
                db.<List<Looked>>read(tx -> tx.list(LOOK, Looked::read, before, last.account(), last.document(), PAGE));
        int removed = 0;
        for (var looked : page) {
            if (looked.old() > 0) {
                int room = limit - removed;
                removed += db.write(tx -> looked.removeOld(tx, before, room));
            }
            if (removed >= limit) {
                return removed; // this document may have more
            }
            last = looked;
        }
        if (page.size() < PAGE) {
            last = Looked.START;
            nextLook = now.plus(LOOK_EVERY);
        }
        return removed;
    }

    private record Looked(String account, String document, long number, long old) {
        static final Looked START = new Looked("", "", 0, 0);

        static Looked read(Row row) {
            return new Looked(row.text("account_id"), row.text("document"), row.whole("number"), row.whole("old"));
        }

        int removeOld(Tx tx, long before, int limit) {
            return tx.update(REMOVE_OLD, account, number, account, document, before, limit);
        }
    }
}
