package lectern.kosync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountId;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Row;
import lectern.db.Tx;

/// See [Books].
public final class SqlBooks implements Books {
    /// Where each book stands: one row for each, by the rule of [Tips#current].
    private static final String STANDING = """
            with standing as (
                select coalesce(d.canonical, d.document) as book, d.document as current,
                    p.place, p.percentage, p.device, p.device_id, p.at,
                    row_number() over (
                        partition by coalesce(d.canonical, d.document)
                        order by p.taken desc, p.at desc, d.document) as nth
                from kosync_document d
                join kosync_push p on p.account_id = d.account_id and p.number = d.number and p.ordinal = (
                    select coalesce(max(case when q.taken = 1 then q.ordinal end), max(q.ordinal))
                    from kosync_push q where q.account_id = d.account_id and q.number = d.number)
                where d.account_id = ?
            ),
            """;

    /// With all documents of each.
    private static final String ON_A_PAGE = "select s.*, " + DocumentRow.COLUMNS + """
            from sorted s
            join kosync_document d on d.account_id = ? and (d.document = s.book or d.canonical = s.book)
            where s.position > ? and s.position <= ?
            order by s.position
            """;

    private static final String NEWEST_FIRST = STANDING + """
            sorted as (
                select standing.*, row_number() over (order by at desc, book) as position
                from standing where nth = 1 and percentage < ?
            )
            """ + ON_A_PAGE;

    private static final String FURTHEST_FIRST = STANDING + """
            sorted as (
                select standing.*, row_number() over (order by percentage desc, at desc, book) as position
                from standing where nth = 1 and percentage < ?
            )
            """ + ON_A_PAGE;

    private static final double FINISHED = 0.995;
    private static final double MORE_THAN_ALL = 2;

    private static final String DOCUMENTS =
            "select " + DocumentRow.COLUMNS + ", p.place, p.percentage, p.device, p.device_id, p.at " + """
            from kosync_document d
            join kosync_push p on p.account_id = d.account_id and p.number = d.number and p.ordinal = (
                select max(q.ordinal) from kosync_push q where q.account_id = d.account_id and q.number = d.number)
            where d.account_id = ?
            order by p.at desc, d.document limit ? offset ?
            """;

    private final Database db;
    private final KosyncSettings settings;

    public SqlBooks(Database db, KosyncSettings settings) {
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
        record Found(DocumentRow row, DocumentId current, Progress progress, long position) {}
        var found = new LinkedHashMap<Long, List<Found>>();
        tx.list(
                        sql,
                        row -> new Found(
                                DocumentRow.read(row),
                                new DocumentId(row.text("current")),
                                Positions.progress(row),
                                row.whole("position")),
                        account.value(),
                        below,
                        account.value(),
                        page.offset(),
                        page.offset() + page.limit())
                .forEach(one -> found.computeIfAbsent(one.position(), _ -> new ArrayList<>())
                        .add(one));
        return found.values().stream()
                .map(rows -> book(
                        new Group(rows.stream().map(Found::row).toList()),
                        rows.getFirst().current(),
                        rows.getFirst().progress()))
                .toList();
    }

    @Override
    public Optional<Book> book(Account account, DocumentId document) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return new Documents(tx, account.id())
                    .group(document)
                    .flatMap(group -> positions(tx, account)
                            .tips(group)
                            .current()
                            .map(current -> book(group, current.document(), current.progress())));
        });
    }

    private static Book book(Group group, DocumentId current, Progress progress) {
        return new Book(
                group.canonical(),
                group.links(),
                group.label(),
                group.first(DocumentRow::title),
                group.first(DocumentRow::authors),
                group.first(DocumentRow::filename),
                group.policy(),
                current,
                progress);
    }

    @Override
    public List<Document> documents(Account account, Page page) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return tx.list(DOCUMENTS, SqlBooks::document, account.id().value(), page.limit(), page.offset());
        });
    }

    private static Document document(Row row) {
        var facts = DocumentRow.read(row);
        return new Document(
                facts.id(),
                facts.number(),
                facts.canonical(),
                facts.filename(),
                facts.title(),
                facts.authors(),
                Positions.progress(row));
    }

    @Override
    public boolean label(Account account, DocumentId document, Label label) {
        return change(account, document, (documents, positions, book) -> {
            if (positions.tips(book).isEmpty()) {
                return false;
            }
            documents.label(book, Optional.of(label.value()));
            return true;
        });
    }

    @Override
    public boolean unlabel(Account account, DocumentId document) {
        return change(account, document, (documents, _, book) -> {
            documents.label(book, Optional.empty());
            return book.label().isPresent();
        });
    }

    @Override
    public boolean changePolicy(Account account, DocumentId document, Optional<Policy> policy) {
        return change(account, document, (documents, _, book) -> {
            documents.policy(book, policy);
            return true;
        });
    }

    @Override
    public boolean forgetDocument(Account account, DocumentId document) {
        return change(account, document, (documents, _, book) -> {
            forget(documents, book, book.row(document));
            return true;
        });
    }

    @Override
    public Optional<DocumentId> forgetDocument(Account account, long number) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            var row = documents.find(number);
            row.ifPresent(found -> forget(documents, documents.group(found), found));
            return row.map(DocumentRow::id);
        });
    }

    private static void forget(Documents documents, Group book, DocumentRow row) {
        if (book.book().isPresent()) {
            documents.leave(book, row);
        }
        documents.remove(row);
    }

    @Override
    public boolean forgetBook(Account account, DocumentId document) {
        return change(account, document, (documents, _, book) -> {
            book.rows().forEach(documents::remove);
            return true;
        });
    }

    /// What is done to the book a document belongs to; false when it is not.
    private interface Change {
        boolean in(Documents documents, Positions positions, Group book);
    }

    private boolean change(Account account, DocumentId document, Change change) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            return documents
                    .group(document)
                    .map(book -> change.in(documents, positions(tx, account), book))
                    .orElse(false);
        });
    }

    private Positions positions(Tx tx, Account account) {
        return new Positions(tx, account.id(), settings.history().perDocument());
    }
}
