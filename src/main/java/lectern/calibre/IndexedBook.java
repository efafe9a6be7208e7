package lectern.calibre;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import lectern.calibre.LibraryBook.Series;

/// A book with what the next reading wants to know of it again.
record IndexedBook(
        long id,
        String title,
        String sort,
        List<String> authors,
        Optional<Series> series,
        Optional<String> cover,
        List<IndexedFile> files) {
    IndexedBook {
        authors = List.copyOf(authors);
        files = List.copyOf(files);
    }

    Stream<Digest> digests() {
        return files.stream().flatMap(IndexedFile::digests);
    }

    Optional<Content> content(String format) {
        return files.stream()
                .filter(file -> file.format().equals(format))
                .findFirst()
                .flatMap(IndexedFile::content);
    }

    LibraryBook without(Set<Digest> shared) {
        var formats = files.stream().map(file -> file.without(shared)).toList();
        return new LibraryBook(id, title, sort, authors, series, cover, formats);
    }

    /// @param content empty when the file could not be read so far
    record IndexedFile(String format, Optional<Content> content, List<Digest> names) {
        IndexedFile {
            names = List.copyOf(names);
        }

        Stream<Digest> digests() {
            return Stream.concat(content.stream().map(Content::digest), names.stream());
        }

        private LibraryFormat without(Set<Digest> shared) {
            var digests = digests().filter(digest -> !shared.contains(digest)).map(Digest::toString);
            return new LibraryFormat(format, digests.toList());
        }
    }

    /// The digest of a file when it had this size and this time of its last change.
    record Content(Digest digest, long size, long modifiedMillis) {}
}
