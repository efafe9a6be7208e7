package lectern.kosync.sql;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import lectern.account.Account;
import lectern.account.StampGuard;
import lectern.db.Database;
import lectern.db.Row;
import lectern.kosync.book.BookSettings;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.Link;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.LinkResult;
import lectern.kosync.book.Links;
import lectern.kosync.book.Merge;
import lectern.kosync.book.Page;
import lectern.kosync.book.SameBook;

/// See [Links].
public final class SqlLinks implements Links {
    private static final String LIST = """
            select document, canonical, link from kosync_document
            where account_id = ? and canonical is not null and link is not null
            order by canonical, document limit ? offset ?
            """;

    private final Database db;
    private final BookSettings settings;
    private final InstantSource clock;

    public SqlLinks(Database db, BookSettings settings, InstantSource clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public LinkResult link(Account account, SameBook wish) {
        var now = clock.instant();
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            var known = documents.groups(wish.documents());
            var unknown = wish.documents().stream()
                    .filter(document -> known.stream().noneMatch(group -> group.contains(document)))
                    .toList();
            if (known.stream().mapToInt(group -> group.rows().size()).sum() + unknown.size() > Group.MOST) {
                return new LinkResult.TooManyDocuments();
            }
            if (!unknown.isEmpty() && documents.count() + unknown.size() > settings.documents()) {
                return new LinkResult.QuotaReached();
            }
            if (known.size() + unknown.size() > 1) {
                new Merges(tx, account.id()).remember(known, unknown, now);
            }
            var added = unknown.stream().map(documents::add).map(Group::of);
            var book = join(Stream.concat(known.stream(), added).toList(), wish, documents);
            var others = wish.documents().stream()
                    .filter(document -> !document.equals(book.canonical()))
                    .toList();
            return new LinkResult.Linked(book.canonical(), others);
        });
    }

    private static Group join(List<Group> groups, SameBook wish, Documents documents) {
        var inOrder = wish.documents().stream()
                .map(document -> groups.stream()
                        .filter(group -> group.contains(document))
                        .findFirst()
                        .orElseThrow())
                .distinct()
                .toList();
        var target = inOrder.stream()
                .filter(group -> group.current().isPresent())
                .findFirst()
                .orElse(inOrder.getFirst());
        var book = target;
        for (var joining : inOrder) {
            if (!joining.equals(target)) {
                book = documents.join(book, joining, LinkKind.MANUAL);
            }
        }
        book.rows().stream()
                .filter(row -> wish.documents().contains(row.id()))
                .filter(row -> row.link().isPresent() && !row.link().equals(Optional.of(LinkKind.MANUAL)))
                .forEach(row -> documents.relink(row, LinkKind.MANUAL));
        return book;
    }

    @Override
    public boolean unlink(Account account, DocumentId document) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            var history = new HistoryLog(tx, account.id(), settings.history().perDocument());
            var member = documents.find(document).filter(row -> row.link().isPresent());
            member.ifPresent(row -> {
                var book = documents.group(row);
                var rest = documents.leave(book, row);
                documents.part(row, rest);
                new Merges(tx, account.id()).forget(row.id());
                history.standAtLast(row);
                history.standSomewhere(rest);
            });
            return member.isPresent();
        });
    }

    @Override
    public List<Merge> merges(Account account, DocumentId document) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return new Documents(tx, account.id())
                    .group(document)
                    .map(new Merges(tx, account.id())::of)
                    .orElse(List.of());
        });
    }

    @Override
    public boolean undo(Account account, DocumentId document, Merge.Id id) {
        return db.write(tx -> {
            StampGuard.check(tx, account);
            var documents = new Documents(tx, account.id());
            var merges = new Merges(tx, account.id());
            var book = documents.group(document).filter(group -> isNewest(id, merges.of(group)));
            book.ifPresent(group -> {
                var history =
                        new HistoryLog(tx, account.id(), settings.history().perDocument());
                var policy = SqlPreferences.of(tx, account.id()).policy();
                new Unmerging(documents, history, policy).undo(group, merges.before(group, id), id.at());
                merges.remove(id);
            });
            return book.isPresent();
        });
    }

    private static boolean isNewest(Merge.Id id, List<Merge> merges) {
        return merges.stream()
                .findFirst()
                .filter(merge -> merge.id().equals(id))
                .isPresent();
    }

    @Override
    public List<Link> list(Account account, Page page) {
        return db.read(tx -> {
            StampGuard.check(tx, account);
            return tx.list(LIST, SqlLinks::read, account.id().value(), page.limit(), page.offset());
        });
    }

    private static Link read(Row row) {
        return new Link(
                new DocumentId(row.text("document")),
                new DocumentId(row.text("canonical")),
                Column.value(LinkKind.class, row.text("link")));
    }
}
