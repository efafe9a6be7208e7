package lectern.kosync;

import java.util.Optional;
import java.util.stream.Stream;

import lectern.calibre.Library;
import lectern.calibre.LibraryBook;
import lectern.kosync.book.Book;
import lectern.kosync.book.Link;

/// What a book is called, where the Calibre library may know more than the reader said.
record Titles(Library library) {
    /// The owner's label, else Calibre's title, else what the reader said.
    String name(Book book) {
        return book.label().or(() -> inLibrary(book).map(LibraryBook::title)).orElseGet(book::name);
    }

    private Optional<LibraryBook> inLibrary(Book book) {
        return Stream.concat(
                        Stream.of(book.current(), book.canonical()),
                        book.links().stream().map(Link::document))
                .flatMap(document -> library.book(document.value()).stream())
                .findFirst();
    }
}
