package lectern.kosync;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.StampGuard;
import lectern.db.Database;

/// See [History].
public final class SqlHistory implements History {
    private static final String ENTRIES = "select d.document, " + Positions.COLUMNS + """
            from kosync_document d
            join kosync_push p on p.account_id = d.account_id and p.number = d.number
            where d.account_id = ? and (d.document = ? or d.canonical = ?) and p.at >= ? and p.at <= ?
            order by p.at desc, p.number desc limit ?
            """;

    private final Database db;
    private final KosyncSettings settings;
    private final InstantSource clock;

    public SqlHistory(Database db, KosyncSettings settings, InstantSource clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<HistoryEntry> entries(Account account, DocumentId document, Instant from, Instant to, int limit) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            var book = new Documents(tx, account.id()).group(document).map(Group::canonical);
            var newestFirst = tx.list(
                    ENTRIES,
                    Positions::read,
                    account.id().value(),
                    document.value(),
                    book.orElse(document).value(),
                    Micros.of(from),
                    Micros.of(to),
                    limit);
            return newestFirst.reversed();
        });
    }

    @Override
    public Optional<Progress> restore(Account account, DocumentId document, HistoryEntry.Id id) {
        var now = clock.instant();
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var positions = new Positions(tx, account.id(), settings.history().perDocument());
            var book = new Documents(tx, account.id()).group(document);
            return book.flatMap(group -> group.rows().stream()
                    .filter(row -> row.number() == id.number())
                    .findFirst()
                    .flatMap(row -> positions.find(row.id(), id.ordinal()).map(entry -> {
                        var tips = positions.tips(group);
                        var again = entry.progress().restored(tips.after(now));
                        return positions
                                .add(row, tips.last(row.id()), again, true)
                                .progress();
                    })));
        });
    }
}
