package lectern.calibre;

import java.util.List;

/// One of a book's files.
///
/// @param name as Calibre writes it, in upper case: `EPUB`
/// @param digests what a reading program may call this file: the digest of its content, of its name in the library, and
///     of the names it gets when downloaded through OPDS. Digests that another book has too are left out.
public record LibraryFormat(String name, List<String> digests) {
    public LibraryFormat {
        digests = List.copyOf(digests);
    }
}
