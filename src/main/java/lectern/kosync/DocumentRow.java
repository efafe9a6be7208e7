package lectern.kosync;

import java.util.Optional;

import lectern.db.Row;

/// A row of `kosync_document`: everything about a document but its positions.
///
/// @param canonical the document its book is called by; empty when it is linked to nothing
/// @param link empty when it is canonical itself or linked to nothing
/// @param sureOfName whether the name is the file's own; some programs make up the one in their metadata
record DocumentRow(
        DocumentId id,
        long number,
        Optional<DocumentId> canonical,
        Optional<LinkKind> link,
        Optional<String> filename,
        boolean sureOfName,
        Optional<String> title,
        Optional<String> authors,
        Optional<String> label,
        Optional<Policy> policy) {
    static final String COLUMNS = """
            d.document, d.number, d.canonical, d.link, d.filename, d.filename_from, d.title, d.authors, d.label, d.policy \
            """;

    /// The one place that knows these columns.
    static DocumentRow read(Row row) {
        return new DocumentRow(
                new DocumentId(row.text("document")),
                row.whole("number"),
                row.optionalText("canonical").map(DocumentId::new),
                row.optionalText("link").map(link -> Column.value(LinkKind.class, link)),
                row.optionalText("filename"),
                row.optionalText("filename_from").equals(Optional.of("push")),
                row.optionalText("title"),
                row.optionalText("authors"),
                row.optionalText("label"),
                row.optionalText("policy").map(policy -> Column.value(Policy.class, policy)));
    }

    static DocumentRow unlinked(DocumentId id, long number) {
        return new DocumentRow(
                id,
                number,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    DocumentRow linked(DocumentId book, Optional<LinkKind> kind) {
        return new DocumentRow(
                id, number, Optional.of(book), kind, filename, sureOfName, title, authors, label, policy);
    }

    /// With what the push says about the file; what it does not say stays.
    DocumentRow knowing(Push push) {
        boolean surer = push.filename().isPresent() || !sureOfName;
        var name = push.name().filter(_ -> surer).map(FileName::normalized);
        return new DocumentRow(
                id,
                number,
                canonical,
                link,
                name.or(() -> filename),
                push.filename().isPresent() || sureOfName,
                push.metadata().title().or(() -> title),
                push.metadata().authors().or(() -> authors),
                label,
                policy);
    }

    /// By which files are found to be the same book; empty without a name, or with one that says nothing.
    Optional<String> stem() {
        return filename.flatMap(FileName::parse).filter(FileName::tells).map(FileName::stem);
    }

    /// Whether both say what they are, and it is not the same.
    boolean contradicts(DocumentRow other) {
        return differ(title, other.title) || differ(authors, other.authors);
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !Text.folded(one.get()).equals(Text.folded(other.get()));
    }
}
