package lectern.kosync.book;

import java.util.Optional;

/// What a pull finds.
///
/// @param asked the document asked for
/// @param book the canonical document of its book, when it is linked
/// @param filename of the file, as far as somebody said it
/// @param current where the book stands
/// @param own what the asked document itself pushed last
public record Reading(
        DocumentId asked,
        Optional<DocumentId> book,
        Optional<String> filename,
        Progress current,
        Optional<Progress> own) {
    public DocumentId canonical() {
        return book.orElse(asked);
    }

    /// The position to give to a reader that has the asked document open. A reader that is given a place its engine
    /// cannot find jumps to nowhere and may save that. So between a paged document and another one the page is
    /// computed where it can be, and else the reader gets its own last position.
    public Progress readable() {
        var ownKind = own.flatMap(progress -> progress.place().kind());
        if (ownKind.isEmpty() || ownKind.equals(current.place().kind())) {
            return current;
        }
        var pages = own.orElseThrow().pages();
        if (pages.isEmpty()) {
            return own.orElseThrow();
        }
        long page = Math.clamp(Math.round(current.percentage() * pages.getAsLong()), 1, pages.getAsLong());
        return new Progress(Place.page(page), current.percentage(), current.device(), current.at());
    }
}
