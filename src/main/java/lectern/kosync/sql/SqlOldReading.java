package lectern.kosync.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import lectern.account.Expiring;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;
import lectern.kosync.book.BookSettings;

/// Removes positions that are too many or too old, those of forgotten documents, and readers that are not seen any
/// more. Where a document stands is in its own row, so all of its history may go.
public final class SqlOldReading implements Expiring {
    private static final Duration DEVICES_STAY = Duration.ofDays(90);

    private static final String FORGOTTEN = "select account_id, number, last_at from kosync_forgotten limit 1";

    private static final String FORGOTTEN_DONE = "delete from kosync_forgotten where account_id = ? and number = ?";

    private static final String SURPLUS = """
            select s.account_id, s.number, d.last_at
            from kosync_surplus s
            left join kosync_document d
                on d.account_id = s.account_id and d.document = s.document and d.number = s.number
            limit 1
            """;

    private static final String SURPLUS_DONE = "delete from kosync_surplus where account_id = ? and number = ?";

    /// The oldest first, so that none is left behind that nothing leads to.
    private static final String IN_CHAIN = """
            where account_id = ? and number = ? and at in (
                with recursive entry as (
                    select h.at, h.previous_at, 1 as nth
                    from kosync_history h where h.account_id = ? and h.at = ? and h.number = ?
                    union all
                    select h.at, h.previous_at, e.nth + 1
                    from entry e
                    join kosync_history h on h.account_id = ? and h.at = e.previous_at and h.number = ?
                )
                select at from entry where nth > ? order by at limit ?)
            """;

    private static final String REMOVE = "delete from kosync_history " + IN_CHAIN;

    /// Of what goes, the last position of each hour is kept as a trace, from which days of reading are counted.
    private static final String TRACE = """
            insert into kosync_trace (account_id, number, hour, at, percentage, place, device, device_id)
            select account_id, number, at / 3600000000, at, percentage, place, device, device_id from (
                select h.*, row_number() over (partition by number, at / 3600000000 order by at desc) as newest
                from kosync_history h
            """;

    private static final String TRACED = """
            ) going where newest = 1 and taken = 1
            on conflict (account_id, number, hour) do update set
                at = excluded.at, percentage = excluded.percentage, place = excluded.place,
                device = excluded.device, device_id = excluded.device_id
            where excluded.at > kosync_trace.at
            """;

    private static final String TRACE_CHAIN = TRACE + IN_CHAIN + TRACED;

    private static final String REMOVE_TRACES = """
            delete from kosync_trace where (account_id, number, hour) in (
                select account_id, number, hour from kosync_trace where account_id = ? and number = ? limit ?)
            """;

    private static final String ACCOUNT_WITH_OLD = """
            select r.account_id from kosync_reader r
            where exists (select 1 from kosync_history h where h.account_id = r.account_id and h.at < ?) limit 1
            """;

    private static final String AMONG_OLD = """
            where (account_id, at, number) in (
                select account_id, at, number from kosync_history
                where account_id = ? and at < ? order by at limit ?)
            """;

    private static final String TRACE_OLD = TRACE + AMONG_OLD + TRACED;

    private static final String REMOVE_OLD = "delete from kosync_history " + AMONG_OLD;

    private static final String REMOVE_DEVICES = """
            delete from kosync_device where (account_id, device) in (
                select account_id, device from kosync_device where last_at < ? limit ?)
            """;

    private final Database db;
    private final BookSettings.History kept;

    public SqlOldReading(Database db, BookSettings settings) {
        this.db = db;
        this.kept = settings.history();
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return db.write(tx -> {
            int removed = removeChains(tx, FORGOTTEN, FORGOTTEN_DONE, 0, limit);
            removed += removeChains(tx, SURPLUS, SURPLUS_DONE, kept.perDocument(), limit - removed);
            removed += removeOld(tx, Column.of(now.minus(kept.age())), limit - removed);
            return removed + tx.update(REMOVE_DEVICES, Column.of(now.minus(DEVICES_STAY)), limit - removed);
        });
    }

    /// @param next finds a document of which there is too much
    /// @param done says that there is not any more
    private static int removeChains(Tx tx, String next, String done, int keep, int limit) {
        int removed = 0;
        while (removed < limit) {
            var found = tx.one(next, Chain::read);
            if (found.isEmpty()) {
                break;
            }
            var chain = found.get();
            removed += chain.cut(tx, keep, limit - removed);
            if (removed < limit) {
                removed += tx.update(done, chain.account(), chain.number());
            }
        }
        return removed;
    }

    /// The history of a document, from its last push back.
    private record Chain(String account, long number, Optional<Instant> last) {
        static Chain read(Row row) {
            return new Chain(row.text("account_id"), row.whole("number"), Column.optionalMoment(row, "last_at"));
        }

        int cut(Tx tx, int keep, int limit) {
            var these = new Object[] {account, number, account, Column.of(last), number, account, number, keep, limit};
            if (keep > 0) {
                tx.update(TRACE_CHAIN, these);
                return tx.update(REMOVE, these);
            }
            int removed = tx.update(REMOVE, these);
            return removed + tx.update(REMOVE_TRACES, account, number, limit - removed);
        }
    }

    private static int removeOld(Tx tx, long before, int limit) {
        int removed = 0;
        while (removed < limit) {
            var account = tx.one(ACCOUNT_WITH_OLD, row -> row.text("account_id"), before);
            if (account.isEmpty()) {
                break;
            }
            tx.update(TRACE_OLD, account.get(), before, limit - removed);
            removed += tx.update(REMOVE_OLD, account.get(), before, limit - removed);
        }
        return removed;
    }
}
