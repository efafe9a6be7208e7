package lectern.kosync.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;
import lectern.kosync.book.Device;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Progress;

/// Tells what a reader kept in its queue while it was offline from what somebody reads now: a reader that sends two
/// pushes within three seconds is emptying its queue. Such a position does not go back behind one that another
/// reader wrote since this one was here last.
record ReplayGuard(Tx tx, AccountId account, Documents documents, HistoryLog history) {
    private static final Duration BURST = Duration.ofSeconds(3);

    private static final String FIND = """
            select last_at, before_burst, first_document from kosync_device where account_id = ? and device = ?
            """;

    private static final String SAVE = """
            insert into kosync_device (account_id, device, last_at, before_burst, first_document)
            values (?, ?, ?, ?, ?)
            on conflict (account_id, device) do update set
                last_at = excluded.last_at, before_burst = excluded.before_burst, first_document = excluded.first_document
            """;

    /// How a push arrives.
    ///
    /// @param awaySince when its reader was here last, before all that it sends now
    /// @param replayed whether it follows another push of that reader at once
    record Arrival(Device device, Instant awaySince, boolean replayed) {
        /// @param current where the book stands before that
        boolean goesBack(Optional<Progress> current, double percentage) {
            return current.filter(other -> !other.device().key().equals(device.key()))
                    .filter(other -> other.at().isAfter(awaySince))
                    .filter(other -> other.percentage() > percentage)
                    .isPresent();
        }
    }

    /// The first push of a queue looks like any other; when the second shows what it was, it is judged as well.
    Arrival arrive(Device device, Instant now) {
        var last = tx.one(FIND, LastPush::read, account.value(), device.key());
        if (last.isEmpty()) {
            return new Arrival(device, now, false);
        }
        boolean replayed = now.isBefore(last.get().at().plus(BURST));
        var arrival = new Arrival(
                device, replayed ? last.get().beforeBurst() : last.get().at(), replayed);
        if (replayed) {
            last.get().first().ifPresent(document -> judge(document, last.get().at(), arrival));
        }
        return arrival;
    }

    private void judge(DocumentId first, Instant at, Arrival arrival) {
        documents
                .find(first)
                .ifPresent(row -> history.find(row, at)
                        .filter(push -> arrival.goesBack(
                                history.before(documents.group(row), push),
                                push.progress().percentage()))
                        .ifPresent(push -> history.take(push, false)));
    }

    void remember(Arrival arrival, HistoryEntry push) {
        var first = Optional.of(push.document()).filter(_ -> !arrival.replayed());
        tx.update(
                SAVE,
                account.value(),
                arrival.device().key(),
                Column.of(push.id().at()),
                Column.of(arrival.awaySince()),
                first.map(DocumentId::value));
    }

    /// @param first the document it was of, while its reader has pushed nothing since
    private record LastPush(Instant at, Instant beforeBurst, Optional<DocumentId> first) {
        static LastPush read(Row row) {
            return new LastPush(
                    Column.moment(row, "last_at"),
                    Column.moment(row, "before_burst"),
                    row.optionalText("first_document").map(DocumentId::new));
        }
    }
}
