package lectern.kosync;

import java.util.Optional;
import java.util.stream.Stream;

import lectern.calibre.Library;
import lectern.calibre.LibraryBook;
import lectern.kosync.book.Book;
import lectern.kosync.book.Link;

/// What a book is called, where the Calibre library may know more than the reader said.
public record Titles(Library library) {
    /// The owner's label, else Calibre's title, else what the reader said.
    public String name(Book book) {
        return book.label().or(() -> inLibrary(book).map(LibraryBook::title)).orElseGet(book::name);
    }

    /// On one line; empty when nobody said who wrote it.
    public String authors(Book book) {
        return inLibrary(book)
                .map(known -> String.join(", ", known.authors()))
                .or(() -> book.authors().map(lines -> lines.replace("\n", ", ")))
                .orElse("");
    }

    public Optional<LibraryBook> inLibrary(Book book) {
        return Stream.concat(
                        Stream.of(book.current(), book.canonical()),
                        book.links().stream().map(Link::document))
                .flatMap(document -> library.book(document.value()).stream())
                .findFirst();
    }
}
