package lectern.kosync.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import lectern.kosync.book.DocumentId;
import lectern.kosync.book.FileName;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.Policy;

import static java.util.stream.Collectors.toMap;

/// How a book becomes those again that it was made of. See [lectern.kosync.book.Links#undo].
///
/// @param policy of the account, for books that have none of their own
record Unmerging(Documents documents, HistoryLog history, Policy policy) {
    private static final Instant FOREVER = Column.moment(Long.MAX_VALUE);

    /// @param before of documents that are in the book, at least one
    /// @param at when they had become one
    void undo(Group book, List<Before> before, Instant at) {
        var known = before.stream().collect(toMap(Before::document, Function.identity()));
        var eponym = Optional.ofNullable(known.get(book.canonical()))
                .orElse(before.getFirst())
                .book();
        split(book, known, eponym).forEach((name, rows) -> {
            if (!name.equals(eponym)) {
                rows.forEach(row -> Optional.ofNullable(known.get(row.id())).ifPresent(this::decideAsBefore));
            }
            restore(name, rows, known).ifPresent(again -> takeAnew(again, at));
        });
    }

    /// The documents of each former book, by what that was called.
    private static Map<DocumentId, List<DocumentRow>> split(
            Group book, Map<DocumentId, Before> known, DocumentId eponym) {
        var books = new LinkedHashMap<DocumentId, List<DocumentRow>>();
        var newcomers = new ArrayList<DocumentRow>();
        for (var row : book.rows()) {
            Optional.ofNullable(known.get(row.id()))
                    .map(before -> books.computeIfAbsent(before.book(), _ -> new ArrayList<>()))
                    .orElse(newcomers)
                    .add(row);
        }
        var homes = newcomers.stream().collect(toMap(Function.identity(), row -> home(row, books, eponym)));
        homes.forEach((row, home) ->
                books.computeIfAbsent(home, _ -> new ArrayList<>()).add(row));
        return books;
    }

    /// Where a document belongs that came after the merge.
    private static DocumentId home(DocumentRow newcomer, Map<DocumentId, List<DocumentRow>> books, DocumentId eponym) {
        return books.entrySet().stream()
                .filter(book -> book.getValue().stream().anyMatch(row -> areNamedAlike(row, newcomer)))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(eponym);
    }

    private static boolean areNamedAlike(DocumentRow row, DocumentRow newcomer) {
        var stem = row.said().stem();
        var digest = row.said().filename().flatMap(FileName::parse).map(FileName::digest);
        return (stem.isPresent() && stem.equals(newcomer.said().stem())) || digest.equals(Optional.of(newcomer.id()));
    }

    private void decideAsBefore(Before before) {
        documents.label(before.document(), before.label());
        documents.policy(before.document(), before.policy());
    }

    /// Empty when it was a document that nobody has pushed so far.
    private Optional<Group> restore(DocumentId name, List<DocumentRow> rows, Map<DocumentId, Before> known) {
        var first = rows.getFirst();
        if (rows.size() > 1) {
            var canonical = rows.stream()
                    .map(DocumentRow::id)
                    .filter(name::equals)
                    .findFirst()
                    .orElse(first.id());
            rows.forEach(row -> documents.link(row.id(), Optional.of(canonical), link(row, canonical, known)));
            return documents.group(canonical);
        }
        if (first.trail().pushes() == 0 && wasAdded(first, known)) {
            documents.remove(first);
            return Optional.empty();
        }
        documents.link(first.id(), Optional.empty(), Optional.empty());
        return documents.group(first.id());
    }

    private static Optional<LinkKind> link(DocumentRow row, DocumentId canonical, Map<DocumentId, Before> known) {
        if (row.id().equals(canonical)) {
            return Optional.empty();
        }
        return Optional.ofNullable(known.get(row.id()))
                .flatMap(Before::link)
                .or(row::link)
                .or(() -> Optional.of(LinkKind.MANUAL));
    }

    private static boolean wasAdded(DocumentRow row, Map<DocumentId, Before> known) {
        return Optional.ofNullable(known.get(row.id())).filter(Before::added).isPresent();
    }

    /// What was behind the position of the merged book may not be behind that of its own.
    private void takeAnew(Group book, Instant since) {
        if (book.policy().orElse(policy) == Policy.FURTHEST) {
            history.entries(book, since, FOREVER, Integer.MAX_VALUE).reversed().stream()
                    .filter(entry -> !entry.taken() && !isBehind(book, entry))
                    .forEach(entry -> history.take(entry, true));
        }
        documents.group(book.canonical()).ifPresent(history::standSomewhere);
    }

    private boolean isBehind(Group book, HistoryEntry entry) {
        return history.before(book, entry)
                .filter(position -> position.percentage() > entry.progress().percentage())
                .isPresent();
    }
}
