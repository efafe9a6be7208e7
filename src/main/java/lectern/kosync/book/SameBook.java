package lectern.kosync.book;

import java.util.List;
import java.util.Optional;

/// Somebody's word that these documents, at least two and at most 64, are the same book. Their order counts.
public record SameBook(List<DocumentId> documents) {
    public static final int MOST = 64;

    public SameBook {
        documents = documents.stream().distinct().toList();
        if (documents.size() < 2 || documents.size() > MOST) {
            throw new IllegalArgumentException("a link joins 2 to 64 documents");
        }
    }

    /// Empty for fewer than two different documents, and for more than 64.
    public static Optional<SameBook> of(List<DocumentId> documents) {
        long different = documents.stream().distinct().count();
        return different >= 2 && documents.size() <= MOST ? Optional.of(new SameBook(documents)) : Optional.empty();
    }
}
