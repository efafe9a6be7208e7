package lectern.kosync;

import java.util.Set;
import java.util.stream.Collectors;

import lectern.calibre.Library;
import lectern.kosync.book.DocumentId;

/// Which other documents are the same book because Calibre keeps them as its formats.
record Siblings(Library library) {
    /// Empty for a document the library does not know, which is nearly every one.
    Set<DocumentId> of(DocumentId document) {
        return library.book(document.value())
                .map(book -> book.digests().stream().map(DocumentId::new).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }
}
