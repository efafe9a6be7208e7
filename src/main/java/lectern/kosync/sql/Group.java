package lectern.kosync.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import lectern.kosync.book.DocumentId;
import lectern.kosync.book.Link;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Progress;
import lectern.kosync.book.SameBook;

/// The documents that are one book, or a single document that is linked to nothing.
///
/// @param rows the canonical one first, and last those that are only another name of a file
record Group(List<DocumentRow> rows) {
    static final int MOST = SameBook.MOST;

    Group {
        rows = rows.stream()
                .sorted(Comparator.comparingInt(Group::rank)
                        .thenComparing(row -> row.id().value()))
                .toList();
    }

    static Group of(DocumentRow unlinked) {
        return new Group(List.of(unlinked));
    }

    DocumentId canonical() {
        return rows.getFirst().id();
    }

    /// Its name, if it is more than a single document.
    Optional<DocumentId> book() {
        return rows.getFirst().canonical();
    }

    boolean contains(DocumentId document) {
        return rows.stream().anyMatch(row -> row.id().equals(document));
    }

    DocumentRow row(DocumentId document) {
        return rows.stream()
                .filter(row -> row.id().equals(document))
                .findFirst()
                .orElseThrow();
    }

    /// Where the book stands: the document that has the newest position.
    Optional<DocumentRow> current() {
        return rows.stream()
                .filter(row -> row.trail().standing().isPresent())
                .max(Comparator.comparing(
                        row -> row.trail().standing().orElseThrow().at()));
    }

    Optional<Progress> progress() {
        return current().flatMap(row -> row.trail().standing());
    }

    /// A moment after everything the book has seen, also when the clock was set back.
    Instant after(Instant now) {
        return rows.stream()
                .flatMap(row -> row.trail().last().stream())
                .max(Comparator.naturalOrder())
                .map(last -> last.plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
    }

    Optional<Policy> policy() {
        return first(DocumentRow::policy);
    }

    Optional<String> label() {
        return first(DocumentRow::label);
    }

    Optional<String> filename() {
        return first(row -> row.said().filename());
    }

    List<Link> links() {
        return rows.stream()
                .flatMap(row -> row.link().stream().map(kind -> new Link(row.id(), canonical(), kind)))
                .toList();
    }

    boolean contradicts(Group other) {
        return rows.stream()
                .anyMatch(
                        row -> other.rows.stream().anyMatch(theirs -> row.said().contradicts(theirs.said())));
    }

    /// What the canonical document says, else the next that says something.
    <T> Optional<T> first(Function<DocumentRow, Optional<T>> what) {
        return rows.stream().flatMap(row -> what.apply(row).stream()).findFirst();
    }

    private static int rank(DocumentRow row) {
        return row.link().map(kind -> kind == LinkKind.DIGEST ? 2 : 1).orElse(0);
    }
}
