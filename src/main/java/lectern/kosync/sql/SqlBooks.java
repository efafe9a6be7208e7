package lectern.kosync.sql;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Tx;
import lectern.kosync.book.Book;
import lectern.kosync.book.BookSettings;
import lectern.kosync.book.Books;
import lectern.kosync.book.Choices;
import lectern.kosync.book.Document;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.EditResult;
import lectern.kosync.book.FileName;
import lectern.kosync.book.Label;
import lectern.kosync.book.Member;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.Page;
import lectern.kosync.book.Policy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

/// See [Books].
public final class SqlBooks implements Books {
    /// The newest position of each book, by the rule of [Group#current].
    private static final String STANDING = """
            with standing as (
                select coalesce(canonical, document) as book, percentage, at,
                    row_number() over (
                        partition by coalesce(canonical, document) order by at desc, document) as nth
                from kosync_document
                where account_id = ? and at is not null
            ),
            """;

    /// All documents of the books on a page.
    private static final String ON_A_PAGE = "select s.position, " + DocumentRow.COLUMNS + """
            from sorted s
            join kosync_document d on d.account_id = ? and (d.document = s.book or d.canonical = s.book)
            where s.position > ? and s.position <= ?
            """;

    private static final String NEWEST_FIRST = STANDING + """
            sorted as (
                select book, row_number() over (order by at desc, book) as position
                from standing where nth = 1 and percentage < ?
            )
            """ + ON_A_PAGE;

    private static final String FURTHEST_FIRST = STANDING + """
            sorted as (
                select book, row_number() over (order by percentage desc, at desc, book) as position
                from standing where nth = 1 and percentage < ?
            )
            """ + ON_A_PAGE;

    private static final double FINISHED = 0.995;
    private static final double MORE_THAN_ALL = 2;

    private static final String DOCUMENTS = "select " + DocumentRow.COLUMNS + """
            from kosync_document d
            where d.account_id = ? and d.at is not null
            order by d.at desc, d.document limit ? offset ?
            """;

    private final Database db;
    private final BookSettings settings;

    public SqlBooks(Database db, BookSettings settings) {
        this.db = db;
        this.settings = settings;
    }

    @Override
    public List<Book> books(Account account, Page page) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return books(tx, NEWEST_FIRST, account.id(), MORE_THAN_ALL, page);
        });
    }

    @Override
    public List<Book> card(AccountId account, CardOrder order, CardFilter filter, int limit) {
        var sql = switch (order) {
            case PROGRESS -> FURTHEST_FIRST;
            case RECENT -> NEWEST_FIRST;
        };
        var below = switch (filter) {
            case EVERYTHING -> MORE_THAN_ALL;
            case UNFINISHED -> FINISHED;
        };
        return db.read(tx -> books(tx, sql, account, below, Page.first(limit)));
    }

    private static List<Book> books(Tx tx, String sql, AccountId account, double below, Page page) {
        record Found(long position, DocumentRow row) {}
        var found = tx.list(
                sql,
                row -> new Found(row.whole("position"), DocumentRow.read(row)),
                account.value(),
                below,
                account.value(),
                page.offset(),
                page.offset() + page.limit());
        return found.stream()
                .collect(groupingBy(Found::position, TreeMap::new, mapping(Found::row, toList())))
                .values()
                .stream()
                .flatMap(rows -> book(new Group(rows)).stream())
                .toList();
    }

    @Override
    public Optional<Book> book(Account account, DocumentId document) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return new Documents(tx, account.id()).group(document).flatMap(SqlBooks::book);
        });
    }

    /// Empty while nobody reads it.
    private static Optional<Book> book(Group group) {
        return group.current()
                .map(current -> new Book(
                        group.canonical(),
                        group.links(),
                        group.label(),
                        group.first(row -> row.said().title()),
                        group.first(row -> row.said().authors()),
                        group.filename(),
                        group.policy(),
                        current.id(),
                        current.trail().standing().orElseThrow()));
    }

    @Override
    public List<Member> members(Account account, DocumentId document) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return new Documents(tx, account.id())
                    .group(document).map(Group::rows).orElse(List.of()).stream()
                            .map(SqlBooks::member)
                            .toList();
        });
    }

    private static Member member(DocumentRow row) {
        return new Member(
                row.id(),
                row.link(),
                row.said().filename(),
                row.said().title(),
                row.said().authors(),
                row.trail().standing(),
                row.trail().pushes());
    }

    @Override
    public List<Document> documents(Account account, Page page) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            var rows = tx.list(DOCUMENTS, DocumentRow::read, account.id().value(), page.limit(), page.offset());
            return rows.stream().map(SqlBooks::document).toList();
        });
    }

    private static Document document(DocumentRow row) {
        return new Document(
                row.id(),
                row.number(),
                row.canonical(),
                row.said().filename(),
                row.said().title(),
                row.said().authors(),
                row.trail().standing().orElseThrow());
    }

    @Override
    public boolean label(Account account, DocumentId document, Label label) {
        return change(account, document, (documents, book) -> {
            if (book.current().isEmpty()) {
                return false;
            }
            documents.label(book, Optional.of(label.value()));
            return true;
        });
    }

    @Override
    public boolean unlabel(Account account, DocumentId document) {
        return change(account, document, (documents, book) -> {
            documents.label(book, Optional.empty());
            return book.label().isPresent();
        });
    }

    @Override
    public boolean changePolicy(Account account, DocumentId document, Optional<Policy> policy) {
        return change(account, document, (documents, book) -> {
            documents.policy(book, policy);
            return true;
        });
    }

    @Override
    public EditResult edit(Account account, DocumentId document, Choices seen, Choices wanted) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            return documents
                    .group(document)
                    .filter(book -> book.current().isPresent())
                    .map(book -> edit(documents, book, seen, wanted))
                    .orElseGet(EditResult.Missing::new);
        });
    }

    private static EditResult edit(Documents documents, Group book, Choices seen, Choices wanted) {
        var now = new Choices(book.label().map(Label::new), book.policy());
        if (!now.equals(seen)) {
            return new EditResult.Overtaken(now);
        }
        documents.label(book, wanted.label().map(Label::value));
        documents.policy(book, wanted.policy());
        return new EditResult.Edited();
    }

    @Override
    public boolean describe(Account account, DocumentId document, FileName name, Metadata metadata) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            var known = documents.find(document);
            known.ifPresent(row -> documents.learn(row, row.said().and(Optional.of(name), metadata)));
            return known.isPresent();
        });
    }

    @Override
    public boolean forgetBook(Account account, DocumentId document) {
        return change(account, document, (documents, book) -> {
            book.rows().forEach(documents::remove);
            return true;
        });
    }

    /// What is done to the book that a document belongs to; false when there was nothing to do.
    private interface Change {
        boolean in(Documents documents, Group book);
    }

    private boolean change(Account account, DocumentId document, Change change) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            return documents
                    .group(document)
                    .map(book -> change.in(documents, book))
                    .orElse(false);
        });
    }

    @Override
    public boolean forgetDocument(Account account, DocumentId document) {
        return forget(account, documents -> documents.find(document)).isPresent();
    }

    @Override
    public Optional<DocumentId> forgetDocument(Account account, long number) {
        return forget(account, documents -> documents.find(number));
    }

    private Optional<DocumentId> forget(Account account, Function<Documents, Optional<DocumentRow>> which) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            var row = which.apply(documents);
            row.ifPresent(leaving -> {
                if (leaving.canonical().isPresent()) {
                    var rest = documents.leave(documents.group(leaving), leaving);
                    new HistoryLog(tx, account.id(), settings.history().perDocument()).standSomewhere(rest);
                }
                documents.remove(leaving);
            });
            return row.map(DocumentRow::id);
        });
    }
}
