package lectern.kosync;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;

/// What the documents of one account pushed, inside one transaction.
final class Positions {
    static final String COLUMNS = "p.number, p.ordinal, p.place, p.percentage, p.device, p.device_id, p.at, p.taken ";

    private static final String TIPS = "select d.document, " + COLUMNS + """
            from kosync_document d
            join kosync_push p on p.account_id = d.account_id and p.number = d.number
            where d.account_id = ? and (d.document = ? or d.canonical = ?) and p.ordinal in (
                (select max(q.ordinal) from kosync_push q where q.account_id = d.account_id and q.number = d.number),
                (select max(q.ordinal) from kosync_push q
                    where q.account_id = d.account_id and q.number = d.number and q.taken = 1))
            """;

    private static final String FIND = "select d.document, " + COLUMNS + """
            from kosync_document d
            join kosync_push p on p.account_id = d.account_id and p.number = d.number
            where d.account_id = ? and d.document = ? and p.ordinal = ?
            """;

    private static final String BEFORE = "select d.document, " + COLUMNS + """
            from kosync_document d
            join kosync_push p on p.account_id = d.account_id and p.number = d.number
            where d.account_id = ? and (d.document = ? or d.canonical = ?) and p.taken = 1 and p.at < ?
            order by p.at desc limit 1
            """;

    private static final String ADD = """
            insert into kosync_push (account_id, number, ordinal, place, percentage, device, device_id, at, taken)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String TAKE =
            "update kosync_push set taken = ? where account_id = ? and number = ? and ordinal = ?";

    private static final String TRIM = """
            delete from kosync_push where account_id = ? and number = ? and ordinal <= ? and ordinal <> (
                select coalesce(max(q.ordinal), 0) from kosync_push q
                where q.account_id = ? and q.number = ? and q.taken = 1)
            """;

    /// Removing some pushes together costs hardly more than removing one.
    private static final int TRIM_EVERY = 16;

    private final Tx tx;
    private final AccountId account;
    private final int most;

    /// @param most how many pushes of each document to keep
    Positions(Tx tx, AccountId account, int most) {
        this.tx = tx;
        this.account = account;
        this.most = most;
    }

    Tips tips(Group group) {
        var canonical = group.canonical().value();
        return new Tips(tx.list(TIPS, Positions::read, account.value(), canonical, canonical));
    }

    /// The book that was not read for the longest time; one that was never read only when there is no other.
    Group leastRecent(List<Group> groups) {
        return groups.stream()
                .min(Comparator.comparing(group -> tips(group)
                        .current()
                        .map(entry -> entry.progress().at())
                        .orElse(Instant.MAX)))
                .orElseThrow();
    }

    Optional<HistoryEntry> find(DocumentId document, long ordinal) {
        return tx.one(FIND, Positions::read, account.value(), document.value(), ordinal);
    }

    /// Where the book stood when it had not seen that push yet.
    Optional<HistoryEntry> before(Group group, HistoryEntry push) {
        var canonical = group.canonical().value();
        return tx.one(
                BEFORE,
                Positions::read,
                account.value(),
                canonical,
                canonical,
                Micros.of(push.progress().at()));
    }

    /// @param last what the document pushed before
    HistoryEntry add(DocumentRow document, Optional<HistoryEntry> last, Progress progress, boolean taken) {
        long ordinal = last.map(entry -> entry.id().ordinal()).orElse(0L) + 1;
        tx.update(
                ADD,
                account.value(),
                document.number(),
                ordinal,
                progress.place().text(),
                progress.percentage(),
                progress.device().name(),
                progress.device().id(),
                Micros.of(progress.at()),
                taken);
        var added = new HistoryEntry.Id(document.number(), ordinal);
        trim(added);
        return new HistoryEntry(added, document.id(), progress, taken);
    }

    void take(HistoryEntry entry, boolean taken) {
        tx.update(TAKE, taken, account.value(), entry.id().number(), entry.id().ordinal());
    }

    /// Keeps the newest pushes, and the one that is the book's position however old it is.
    void trim(HistoryEntry.Id newest) {
        if (newest.ordinal() > most && newest.ordinal() % TRIM_EVERY == 0) {
            tx.update(
                    TRIM, account.value(), newest.number(), newest.ordinal() - most, account.value(), newest.number());
        }
    }

    /// The one place that knows the columns.
    static HistoryEntry read(Row row) {
        return new HistoryEntry(
                new HistoryEntry.Id(row.whole("number"), row.whole("ordinal")),
                new DocumentId(row.text("document")),
                progress(row),
                row.flag("taken"));
    }

    static Progress progress(Row row) {
        return new Progress(
                new Place(row.text("place")),
                row.real("percentage"),
                new Device(row.text("device"), row.optionalText("device_id")),
                Micros.instant(row.whole("at")));
    }
}
