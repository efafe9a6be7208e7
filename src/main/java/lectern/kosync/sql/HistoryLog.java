package lectern.kosync.sql;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Progress;

/// What the documents of one account pushed, inside one transaction. The rows of an account lie in the order of
/// time, so that a push adds one at the end; each knows the one before it of the same document.
///
/// @param most how many rows of each document to keep
record HistoryLog(Tx tx, AccountId account, int most) {
    private static final String ADD = """
            insert into kosync_history
                (account_id, at, number, previous_at, place, percentage, device, device_id, taken)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String EXTEND = """
            update kosync_document set previous_at = last_at, last_at = ?, pushes = pushes + 1
            where account_id = ? and document = ?
            """;

    private static final String STAND = """
            update kosync_document set place = ?, percentage = ?, device = ?, device_id = ?, at = ?
            where account_id = ? and document = ?
            """;

    private static final String TAKE =
            "update kosync_history set taken = ? where account_id = ? and at = ? and number = ?";

    private static final String FIND = """
            select at, number, place, percentage, device, device_id, taken
            from kosync_history where account_id = ? and at = ? and number = ?
            """;

    private static final String ENTRIES = """
            with recursive entry as (
                select d.document, 1 as nth,
                    h.at, h.number, h.previous_at, h.place, h.percentage, h.device, h.device_id, h.taken
                from kosync_document d
                join kosync_history h on h.account_id = d.account_id and h.at = d.last_at and h.number = d.number
                where d.account_id = ? and (d.document = ? or d.canonical = ?)
                union all
                select e.document, e.nth + 1,
                    h.at, h.number, h.previous_at, h.place, h.percentage, h.device, h.device_id, h.taken
                from entry e
                join kosync_history h on h.account_id = ? and h.at = e.previous_at and h.number = e.number
                where e.nth < ?
            )
            select document, at, number, place, percentage, device, device_id, taken
            from entry where at >= ? and at <= ? order by at desc, document limit ?
            """;

    private static final String TOO_MANY = """
            insert into kosync_surplus (account_id, number, document) values (?, ?, ?)
            on conflict (account_id, number) do nothing
            """;

    private static final int COUNT_EVERY = 16;
    private static final String NO_BOOK = ""; // an id has at least one character

    /// The next push of a document, which stands there from now on if it is taken.
    HistoryEntry add(DocumentRow document, Progress progress, boolean taken) {
        var entry =
                new HistoryEntry(new HistoryEntry.Id(document.number(), progress.at()), document.id(), progress, taken);
        add(entry, document.trail().last());
        tx.update(
                EXTEND, Column.of(progress.at()), account.value(), document.id().value());
        if (taken) {
            stand(document.id(), Optional.of(progress));
        }
        noteSurplus(entry, document.trail().pushes() + 1);
        return entry;
    }

    void add(HistoryEntry entry, Optional<Instant> previous) {
        var progress = entry.progress();
        tx.update(
                ADD,
                account.value(),
                Column.of(progress.at()),
                entry.id().number(),
                Column.of(previous),
                progress.place().text(),
                progress.percentage(),
                progress.device().name(),
                progress.device().id(),
                entry.taken());
    }

    private void stand(DocumentId document, Optional<Progress> progress) {
        tx.update(
                STAND,
                progress.map(position -> position.place().text()),
                progress.map(Progress::percentage),
                progress.map(position -> position.device().name()),
                progress.flatMap(position -> position.device().id()),
                progress.map(position -> Column.of(position.at())),
                account.value(),
                document.value());
    }

    /// Has the surplus removed later, and not for every single row: the writer of a push does not wait for that.
    void noteSurplus(HistoryEntry newest, long pushes) {
        if (pushes > most && pushes % COUNT_EVERY == 0) {
            tx.update(
                    TOO_MANY,
                    account.value(),
                    newest.id().number(),
                    newest.document().value());
        }
    }

    Optional<HistoryEntry> find(DocumentRow document, Instant at) {
        return tx.one(FIND, row -> read(row, document.id()), account.value(), Column.of(at), document.number());
    }

    /// What the document itself pushed last; empty when it never did, and when that is too long ago.
    Optional<HistoryEntry> last(DocumentRow document) {
        return document.trail().last().flatMap(at -> find(document, at));
    }

    /// What all documents of a book pushed, the newest first.
    List<HistoryEntry> entries(Group book, Instant from, Instant to, int limit) {
        var canonical = book.canonical().value();
        return entries(canonical, canonical, Column.of(from), Column.of(to), limit);
    }

    /// Where the book stood before that push.
    Optional<Progress> before(Group book, HistoryEntry push) {
        var canonical = book.canonical().value();
        return entries(canonical, canonical, 0, Column.of(push.id().at()) - 1, Integer.MAX_VALUE).stream()
                .filter(HistoryEntry::taken)
                .findFirst()
                .map(HistoryEntry::progress);
    }

    /// Decides anew about a push, and lets its document stand at the newest of its own that is taken.
    void take(HistoryEntry push, boolean taken) {
        tx.update(
                TAKE,
                taken,
                account.value(),
                Column.of(push.id().at()),
                push.id().number());
        var newest = entries(push.document().value(), NO_BOOK, 0, Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                .filter(HistoryEntry::taken)
                .findFirst();
        stand(push.document(), newest.map(HistoryEntry::progress));
    }

    /// For a document that is on its own again: what its book did not take is its position now.
    void standAtLast(DocumentRow document) {
        if (document.trail().hasMovedOn()) {
            last(document).ifPresent(push -> take(push, true));
        }
    }

    /// For a book that lost the only document with a position.
    void standSomewhere(Group book) {
        if (book.current().isEmpty()) {
            book.rows().stream()
                    .max(Comparator.comparing(row -> row.trail().last().orElse(Instant.MIN)))
                    .ifPresent(this::standAtLast);
        }
    }

    private List<HistoryEntry> entries(String document, String book, long from, long to, int limit) {
        return tx.list(
                ENTRIES,
                row -> read(row, new DocumentId(row.text("document"))),
                account.value(),
                document,
                book,
                account.value(),
                most,
                from,
                to,
                limit);
    }

    private static HistoryEntry read(Row row, DocumentId document) {
        var progress = Column.progress(row);
        return new HistoryEntry(
                new HistoryEntry.Id(row.whole("number"), progress.at()), document, progress, row.flag("taken"));
    }
}
