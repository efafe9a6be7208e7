package lectern.kosync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.db.Row;
import lectern.db.Tx;

/// Tells what a reader kept in its queue while it was offline from what somebody reads now: a reader that sends two
/// pushes within three seconds is emptying its queue. Such a position does not go back behind one that another
/// reader wrote since this one was here last.
record ReplayGuard(Tx tx, AccountId account, Documents documents, Positions positions) {
    private static final Duration BURST = Duration.ofSeconds(3);

    private static final String FIND = """
            select last_at, before_burst, number, ordinal from kosync_device where account_id = ? and device = ?
            """;

    private static final String SAVE = """
            insert into kosync_device (account_id, device, last_at, before_burst, number, ordinal)
            values (?, ?, ?, ?, ?, ?)
            on conflict (account_id, device) do update set
                last_at = excluded.last_at, before_burst = excluded.before_burst,
                number = excluded.number, ordinal = excluded.ordinal
            """;

    /// How a push arrives.
    ///
    /// @param awaySince when its reader was here last, before all that it sends now
    /// @param replayed whether it follows another push of that reader at once
    record Arrival(Device device, Instant awaySince, boolean replayed) {
        boolean goesBack(Optional<HistoryEntry> current, double percentage) {
            return current.filter(HistoryEntry::taken)
                    .map(HistoryEntry::progress)
                    .filter(other -> !other.device().key().equals(device.key()))
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
            last.get().first().ifPresent(first -> judge(first, arrival));
        }
        return arrival;
    }

    private void judge(HistoryEntry.Id first, Arrival arrival) {
        documents
                .find(first.number())
                .ifPresent(row -> positions
                        .find(row.id(), first.ordinal())
                        .filter(push -> arrival.goesBack(
                                positions.before(documents.group(row), push),
                                push.progress().percentage()))
                        .ifPresent(push -> positions.take(push, false)));
    }

    void remember(Arrival arrival, HistoryEntry push) {
        var first = Optional.of(push.id()).filter(_ -> !arrival.replayed());
        tx.update(
                SAVE,
                account.value(),
                arrival.device().key(),
                Micros.of(push.progress().at()),
                Micros.of(arrival.awaySince()),
                first.map(HistoryEntry.Id::number),
                first.map(HistoryEntry.Id::ordinal));
    }

    private record LastPush(Instant at, Instant beforeBurst, Optional<HistoryEntry.Id> first) {
        static LastPush read(Row row) {
            var number = row.optionalWhole("number");
            return new LastPush(
                    Micros.instant(row.whole("last_at")),
                    Micros.instant(row.whole("before_burst")),
                    number.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new HistoryEntry.Id(number.getAsLong(), row.whole("ordinal"))));
        }
    }
}
