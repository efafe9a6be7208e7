package lectern.kosync.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import lectern.account.AccountId;
import lectern.db.Tx;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Push;

/// The documents of one account and how they are linked, inside one transaction.
final class Documents {
    private static final String SELECT = "select " + DocumentRow.COLUMNS + "from kosync_document d ";

    private static final String FIND = SELECT + "where d.account_id = ? and d.document = ?";

    private static final String FIND_NUMBER = SELECT + "where d.account_id = ? and d.number = ?";

    private static final String FIND_SOME =
            SELECT + "where d.account_id = ? and d.document in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final int SOME = 16;

    private static final String FIND_BOOK = SELECT + "where d.account_id = ? and d.canonical = ?";

    private static final String FIND_STEM =
            SELECT + "where d.account_id = ? and d.stem = ? order by d.number limit " + Group.MOST;

    private static final String COUNT = "select documents from kosync_reader where account_id = ?";

    private static final String COUNT_UP = """
            insert into kosync_reader (account_id, documents, last_number, policy, replay_guard, repair_device_ids)
            values (?, 1, 1, 'newest', 0, 0)
            on conflict (account_id) do update set
                documents = kosync_reader.documents + 1, last_number = kosync_reader.last_number + 1
            returning last_number
            """;

    private static final String COUNT_DOWN = "update kosync_reader set documents = documents - 1 where account_id = ?";

    private static final String ADD =
            "insert into kosync_document (account_id, document, number, pushes) values (?, ?, ?, 0)";

    private static final String LEARN = """
            update kosync_document set filename = ?, filename_from = ?, stem = ?, title = ?, authors = ?
            where account_id = ? and document = ?
            """;

    private static final String LINK =
            "update kosync_document set canonical = ?, link = ? where account_id = ? and document = ?";

    private static final String LABEL = "update kosync_document set label = ? where account_id = ? and document = ?";

    private static final String POLICY = "update kosync_document set policy = ? where account_id = ? and document = ?";

    private static final String REMOVE = "delete from kosync_document where account_id = ? and document = ?";

    private static final String FORGET = "insert into kosync_forgotten (account_id, number, last_at) values (?, ?, ?)";

    private static final String PART = """
            insert into kosync_apart (account_id, document, other) values (?, ?, ?)
            on conflict (account_id, document, other) do nothing
            """;

    private static final String APART = """
            select other as document from kosync_apart where account_id = ? and document = ?
            union select document from kosync_apart where account_id = ? and other = ?
            """;

    private final Tx tx;
    private final AccountId account;

    Documents(Tx tx, AccountId account) {
        this.tx = tx;
        this.account = account;
    }

    Optional<DocumentRow> find(DocumentId document) {
        return tx.one(FIND, DocumentRow::read, account.value(), document.value());
    }

    Optional<DocumentRow> find(long number) {
        return tx.one(FIND_NUMBER, DocumentRow::read, account.value(), number);
    }

    Optional<Group> group(DocumentId document) {
        return find(document).map(this::group);
    }

    Group group(DocumentRow row) {
        return row.canonical()
                .map(book -> new Group(tx.list(FIND_BOOK, DocumentRow::read, account.value(), book.value())))
                .orElseGet(() -> Group.of(row));
    }

    /// Those of the documents that the account has, as the books they belong to.
    List<Group> groups(Collection<DocumentId> documents) {
        var ids = documents.stream().map(DocumentId::value).sorted().toList();
        var rows = new ArrayList<DocumentRow>();
        for (int from = 0; from < ids.size(); from += SOME) {
            var some = ids.subList(from, Math.min(from + SOME, ids.size()));
            var padded = Stream.concat(some.stream(), Stream.generate(some::getFirst))
                    .limit(SOME);
            rows.addAll(tx.list(
                    FIND_SOME,
                    DocumentRow::read,
                    Stream.concat(Stream.of(account.value()), padded).toArray()));
        }
        return distinct(rows);
    }

    /// At most 64 books, those first that the account had first.
    List<Group> groupsByStem(String stem) {
        return distinct(tx.list(FIND_STEM, DocumentRow::read, account.value(), stem));
    }

    private List<Group> distinct(List<DocumentRow> rows) {
        var groups = new ArrayList<Group>();
        for (var row : rows) {
            if (groups.stream().noneMatch(group -> group.contains(row.id()))) {
                groups.add(group(row));
            }
        }
        return groups;
    }

    long count() {
        return tx.one(COUNT, row -> row.whole("documents"), account.value()).orElse(0L);
    }

    DocumentRow add(DocumentId document) {
        long number = tx.one(COUNT_UP, row -> row.whole("last_number"), account.value())
                .orElseThrow();
        tx.update(ADD, account.value(), document.value(), number);
        return DocumentRow.unlinked(document, number);
    }

    DocumentRow learn(DocumentRow row, Push push) {
        return learn(row, row.said().and(push));
    }

    /// Writes what was said about the file, when that is anything new.
    DocumentRow learn(DocumentRow row, Said said) {
        if (!said.equals(row.said())) {
            tx.update(
                    LEARN,
                    said.filename(),
                    said.filename().map(_ -> said.sureOfName() ? "push" : "metadata"),
                    said.stem(),
                    said.title(),
                    said.authors(),
                    account.value(),
                    row.id().value());
        }
        return row.knowing(said);
    }

    /// Moves a whole book into another one; its own links stay what they are.
    Group join(Group target, Group joining, LinkKind kind) {
        var book = target.canonical();
        if (target.book().isEmpty()) {
            link(book, Optional.of(book), Optional.empty());
        }
        var rows = new ArrayList<DocumentRow>();
        target.rows().forEach(row -> rows.add(row.linked(book, row.link())));
        for (var row : joining.rows()) {
            var moved = row.linked(book, Optional.of(row.link().orElse(kind)));
            link(moved.id(), moved.canonical(), moved.link());
            rows.add(moved);
        }
        return new Group(rows);
    }

    void relink(DocumentRow member, LinkKind kind) {
        link(member.id(), member.canonical(), Optional.of(kind));
    }

    /// Takes one document out of its book and returns the rest. A canonical one hands the book's name, label and
    /// policy to the next.
    Group leave(Group book, DocumentRow leaving) {
        link(leaving.id(), Optional.empty(), Optional.empty());
        var rest = new Group(
                book.rows().stream().filter(row -> !row.equals(leaving)).toList());
        var next = rest.rows().getFirst().id();
        if (rest.rows().size() == 1) {
            link(next, Optional.empty(), Optional.empty());
        } else if (!next.equals(book.canonical())) {
            link(next, Optional.of(next), Optional.empty());
            rest.rows().stream().skip(1).forEach(row -> link(row.id(), Optional.of(next), row.link()));
        }
        if (!next.equals(book.canonical())) {
            leaving.label().ifPresent(label -> label(next, Optional.of(label)));
            leaving.policy().ifPresent(policy -> policy(next, Optional.of(policy)));
        }
        return rest;
    }

    void link(DocumentId document, Optional<DocumentId> canonical, Optional<LinkKind> kind) {
        tx.update(LINK, canonical.map(DocumentId::value), kind.map(Column::of), account.value(), document.value());
    }

    /// Remembers that the document was taken out of that company.
    void part(DocumentRow document, Group company) {
        company.rows()
                .forEach(row -> tx.update(
                        PART, account.value(), document.id().value(), row.id().value()));
    }

    boolean areApart(Group one, Group other) {
        return one.rows().stream().anyMatch(row -> apart(row.id()).stream().anyMatch(other::contains));
    }

    private Set<DocumentId> apart(DocumentId document) {
        return Set.copyOf(tx.list(
                APART,
                row -> new DocumentId(row.text("document")),
                account.value(),
                document.value(),
                account.value(),
                document.value()));
    }

    void label(Group group, Optional<String> label) {
        group.rows().stream()
                .skip(1)
                .filter(row -> row.label().isPresent())
                .forEach(row -> label(row.id(), Optional.empty()));
        label(group.canonical(), label);
    }

    void label(DocumentId document, Optional<String> label) {
        tx.update(LABEL, label, account.value(), document.value());
    }

    void policy(Group group, Optional<Policy> policy) {
        group.rows().stream()
                .skip(1)
                .filter(row -> row.policy().isPresent())
                .forEach(row -> policy(row.id(), Optional.empty()));
        policy(group.canonical(), policy);
    }

    void policy(DocumentId document, Optional<Policy> policy) {
        tx.update(POLICY, policy.map(Column::of), account.value(), document.value());
    }

    /// Makes the document and its pushes invisible at once; the pushes are removed later.
    void remove(DocumentRow row) {
        tx.update(REMOVE, account.value(), row.id().value());
        row.trail().last().ifPresent(last -> tx.update(FORGET, account.value(), row.number(), Column.of(last)));
        new Merges(tx, account).forget(row.id());
        tx.update(COUNT_DOWN, account.value());
    }
}
