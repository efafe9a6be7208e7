package lectern.kosync.sql;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Tx;
import lectern.kosync.book.BookSettings;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.History;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Progress;

/// See [History].
public final class SqlHistory implements History {
    private final Database db;
    private final BookSettings settings;
    private final InstantSource clock;

    public SqlHistory(Database db, BookSettings settings, InstantSource clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<HistoryEntry> entries(Account account, DocumentId document, Instant from, Instant to, int limit) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            var newestFirst = new Documents(tx, account.id())
                    .group(document)
                    .map(book -> log(tx, account).entries(book, from, to, limit))
                    .orElse(List.of());
            return newestFirst.reversed();
        });
    }

    @Override
    public Optional<Progress> restore(Account account, DocumentId document, HistoryEntry.Id id) {
        var now = clock.instant();
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var log = log(tx, account);
            var book = new Documents(tx, account.id()).group(document);
            return book.flatMap(group -> group.rows().stream()
                    .filter(row -> row.number() == id.number())
                    .findFirst()
                    .flatMap(row -> log.find(row, id.at())
                            .map(entry -> log.add(row, entry.progress().restored(group.after(now)), true))
                            .map(HistoryEntry::progress)));
        });
    }

    private HistoryLog log(Tx tx, Account account) {
        return new HistoryLog(tx, account.id(), settings.history().perDocument());
    }
}
