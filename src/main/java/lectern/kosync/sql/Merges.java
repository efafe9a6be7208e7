package lectern.kosync.sql;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

import lectern.account.AccountId;
import lectern.db.Tx;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.Merge;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

/// The merges of one account that can be taken back, inside one transaction. All documents of a merge are in one book:
/// whoever leaves the book leaves its merges.
record Merges(Tx tx, AccountId account) {
    private static final int MOST = 100;

    private static final String LAST = "select max(at) as at from kosync_merged where account_id = ?";

    private static final String REMEMBER = """
            insert into kosync_merged (account_id, at, document, canonical, link, label, policy, added)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String OF_DOCUMENT = """
            select at, document, canonical, link, label, policy, added from kosync_merged
            where account_id = ? and at in (select at from kosync_merged where account_id = ? and document = ?)
            order by at, document
            """;

    private static final String ONE = """
            select document, canonical, link, label, policy, added from kosync_merged
            where account_id = ? and at = ? order by document
            """;

    private static final String FORGET = "delete from kosync_merged where account_id = ? and document = ?";

    private static final String REMOVE = "delete from kosync_merged where account_id = ? and at = ?";

    private static final String OLDEST_TOO_MANY = """
            select at from (select distinct at from kosync_merged where account_id = ?) merge
            order by at desc limit 1 offset ?
            """;

    /// Before the books become one.
    ///
    /// @param unknown documents that the account does not have yet
    void remember(List<Group> books, List<DocumentId> unknown, Instant now) {
        long last = tx.one(LAST, row -> row.wholeOrZero("at"), account.value()).orElse(0L);
        long at = Math.max(Column.of(now), last + 1);
        Stream.concat(
                        books.stream().flatMap(book -> book.rows().stream()).map(Before::of),
                        unknown.stream().map(Before::nothing))
                .forEach(before -> tx.update(
                        REMEMBER,
                        account.value(),
                        at,
                        before.document().value(),
                        before.canonical().map(DocumentId::value),
                        before.link().map(Column::of),
                        before.label(),
                        before.policy().map(Column::of),
                        before.added()));
        tx.one(OLDEST_TOO_MANY, row -> row.whole("at"), account.value(), MOST)
                .ifPresent(old -> tx.update(REMOVE, account.value(), old));
    }

    /// See [lectern.kosync.book.Links#merges].
    List<Merge> of(Group book) {
        record Found(long at, Before before) {}
        var found = new TreeMap<Long, List<Before>>(Comparator.reverseOrder());
        for (var row : book.rows()) {
            var rows = tx.list(
                    OF_DOCUMENT,
                    merged -> new Found(merged.whole("at"), Before.read(merged)),
                    account.value(),
                    account.value(),
                    row.id().value());
            found.putAll(rows.stream().collect(groupingBy(Found::at, mapping(Found::before, toList()))));
        }
        return found.entrySet().stream()
                .map(entry -> merge(book, entry.getKey(), entry.getValue()))
                .filter(merge -> merge.books().size() > 1)
                .toList();
    }

    private static Merge merge(Group book, long at, List<Before> before) {
        var books = before.stream()
                .filter(row -> book.contains(row.document()))
                .collect(groupingBy(Before::book, LinkedHashMap::new, toList()))
                .values()
                .stream()
                .map(Merges::former)
                .toList();
        return new Merge(new Merge.Id(Column.moment(at)), books);
    }

    private static Merge.Former former(List<Before> book) {
        var canonicalFirst = book.stream()
                .sorted(Comparator.comparing((Before row) -> !row.book().equals(row.document())))
                .toList();
        return new Merge.Former(
                canonicalFirst.stream().flatMap(row -> row.label().stream()).findFirst(),
                canonicalFirst.stream().map(Before::document).toList());
    }

    /// What its documents were that are in the book still.
    List<Before> before(Group book, Merge.Id merge) {
        return tx.list(ONE, Before::read, account.value(), Column.of(merge.at())).stream()
                .filter(row -> book.contains(row.document()))
                .toList();
    }

    void remove(Merge.Id merge) {
        tx.update(REMOVE, account.value(), Column.of(merge.at()));
    }

    /// The document is in its book no longer.
    void forget(DocumentId document) {
        tx.update(FORGET, account.value(), document.value());
    }
}
