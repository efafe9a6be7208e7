package lectern.kosync.sql;

import java.util.Optional;

import lectern.db.Row;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.LinkKind;
import lectern.kosync.book.Policy;

/// A row of `kosync_merged`: how a document was linked before its book was merged with others.
///
/// @param added by the merge itself
record Before(
        DocumentId document,
        Optional<DocumentId> canonical,
        Optional<LinkKind> link,
        Optional<String> label,
        Optional<Policy> policy,
        boolean added) {
    static Before read(Row row) {
        return new Before(
                new DocumentId(row.text("document")),
                row.optionalText("canonical").map(DocumentId::new),
                row.optionalText("link").map(link -> Column.value(LinkKind.class, link)),
                row.optionalText("label"),
                row.optionalText("policy").map(policy -> Column.value(Policy.class, policy)),
                row.flag("added"));
    }

    static Before of(DocumentRow row) {
        return new Before(row.id(), row.canonical(), row.link(), row.label(), row.policy(), false);
    }

    static Before nothing(DocumentId added) {
        return new Before(added, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    /// What its book was called by.
    DocumentId book() {
        return canonical.orElse(document);
    }
}
