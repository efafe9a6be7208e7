package lectern.kosync.book;

import java.util.Optional;

/// One hash on its own, and what it pushed last itself.
///
/// @param number never changes and is never another document's of this account
/// @param book the canonical document of its book, when it is linked
public record Document(
        DocumentId id,
        long number,
        Optional<DocumentId> book,
        Optional<String> filename,
        Optional<String> title,
        Optional<String> authors,
        Progress progress) {}
