package lectern.kosync.book;

import java.util.List;

/// What became of a wish to link documents.
public sealed interface LinkResult {
    /// They are one book now.
    ///
    /// @param canonical the document the book is called by
    /// @param others the documents named in the wish, in its order, without the canonical one
    record Linked(DocumentId canonical, List<DocumentId> others) implements LinkResult {
        public Linked {
            others = List.copyOf(others);
        }
    }

    /// The book would have more than 64 documents. Nothing was changed.
    record TooManyDocuments() implements LinkResult {}

    /// The wish names new documents, and the account has as many as it may have. Nothing was changed.
    record QuotaReached() implements LinkResult {}
}
