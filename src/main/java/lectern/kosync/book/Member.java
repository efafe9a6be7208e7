package lectern.kosync.book;

import java.util.Optional;

/// One document of a book.
///
/// @param link why it belongs there; empty for the canonical one
/// @param standing the last position of its own that was taken; empty when there is none
/// @param pushes how many it ever had
public record Member(
        DocumentId id,
        Optional<LinkKind> link,
        Optional<String> filename,
        Optional<String> title,
        Optional<String> authors,
        Optional<Progress> standing,
        long pushes) {}
