package lectern.calibre;

import java.util.List;
import java.util.Optional;

/// A book as Calibre knows it.
///
/// @param id the number Calibre shows for it
/// @param sort the title as it is sorted, "Hobbit, The"
/// @param authors in Calibre's order, the first one being the one files are named after; may be empty
/// @param cover where the picture lies, below the library folder
public record LibraryBook(
        long id,
        String title,
        String sort,
        List<String> authors,
        Optional<Series> series,
        Optional<String> cover,
        List<LibraryFormat> formats) {
    public LibraryBook {
        authors = List.copyOf(authors);
        formats = List.copyOf(formats);
    }

    /// Every hash a reading program may know this book by, in all its formats.
    public List<String> digests() {
        return formats.stream()
                .flatMap(format -> format.digests().stream())
                .distinct()
                .toList();
    }

    public record Series(String name, double index) {}
}
