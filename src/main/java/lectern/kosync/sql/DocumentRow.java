package lectern.kosync.sql;

import java.util.Optional;

import lectern.db.Row;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.Policy;

/// A row of `kosync_document`.
///
/// @param canonical the document its book is called by; empty when it is linked to nothing
/// @param link empty when it is canonical itself or linked to nothing
record DocumentRow(
        DocumentId id,
        long number,
        Optional<DocumentId> canonical,
        Optional<LinkKind> link,
        Said said,
        Optional<String> label,
        Optional<Policy> policy,
        Trail trail) {
    static final String COLUMNS = """
            d.document, d.number, d.canonical, d.link, d.filename, d.filename_from, d.title, d.authors, d.label, d.policy, \
            d.place, d.percentage, d.device, d.device_id, d.at, d.last_at, d.pushes \
            """;

    /// The one place that knows all these columns.
    static DocumentRow read(Row row) {
        return new DocumentRow(
                new DocumentId(row.text("document")),
                row.whole("number"),
                row.optionalText("canonical").map(DocumentId::new),
                row.optionalText("link").map(link -> Column.value(LinkKind.class, link)),
                new Said(
                        row.optionalText("filename"),
                        row.optionalText("filename_from").equals(Optional.of("push")),
                        row.optionalText("title"),
                        row.optionalText("authors")),
                row.optionalText("label"),
                row.optionalText("policy").map(policy -> Column.value(Policy.class, policy)),
                new Trail(
                        row.optionalText("place").map(_ -> Column.progress(row)),
                        Column.optionalMoment(row, "last_at"),
                        row.whole("pushes")));
    }

    static DocumentRow unlinked(DocumentId id, long number) {
        return new DocumentRow(
                id,
                number,
                Optional.empty(),
                Optional.empty(),
                Said.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Trail.NONE);
    }

    DocumentRow linked(DocumentId book, Optional<LinkKind> kind) {
        return new DocumentRow(id, number, Optional.of(book), kind, said, label, policy, trail);
    }

    DocumentRow knowing(Said known) {
        return new DocumentRow(id, number, canonical, link, known, label, policy, trail);
    }
}
