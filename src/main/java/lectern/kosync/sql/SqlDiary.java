package lectern.kosync.sql;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Tx;
import lectern.kosync.book.DocumentId;
import lectern.kosync.diary.Diary;
import lectern.kosync.diary.ReadingDays;

/// See [Diary].
public final class SqlDiary implements Diary {
    private static final String BOOKS =
            "select number, coalesce(canonical, document) as book from kosync_document where account_id = ?";

    private static final String POSITIONS = """
            select number, at, percentage, place, device, device_id from kosync_trace where account_id = ?
            union all
            select number, at, percentage, place, device, device_id from kosync_history
            where account_id = ? and taken = 1
            order by at, number
            """;

    private final Database db;

    public SqlDiary(Database db) {
        this.db = db;
    }

    @Override
    public ReadingDays days(Account account, ZoneId zone) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            var books = books(tx, account.id());
            var counting = new ReadingDays.Counting(zone);
            tx.each(
                    POSITIONS,
                    row -> Optional.ofNullable(books.get(row.whole("number")))
                            .ifPresent(book -> counting.add(book, Column.progress(row))),
                    account.id().value(),
                    account.id().value());
            return counting.done();
        });
    }

    /// By the numbers of their documents. Of what is forgotten, the history has none any more.
    private static Map<Long, DocumentId> books(Tx tx, AccountId account) {
        var books = new HashMap<Long, DocumentId>();
        tx.each(BOOKS, row -> books.put(row.whole("number"), new DocumentId(row.text("book"))), account.value());
        return books;
    }
}
