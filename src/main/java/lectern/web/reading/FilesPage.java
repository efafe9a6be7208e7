package lectern.web.reading;

import java.util.Optional;

import lectern.web.page.PageForm;

/// A file that somebody shows, and what was found in it.
record FilesPage(PageForm form, Optional<Shown> shown) {
    /// @param authors one on each line
    /// @param book where the book is that one of the digests belongs to
    record Shown(String name, String content, String byName, String title, String authors, Optional<Known> book) {}

    /// A book that is on the shelf.
    record Known(String address, String name) {}
}
