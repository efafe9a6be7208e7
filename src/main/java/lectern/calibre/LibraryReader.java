package lectern.calibre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import lectern.calibre.IndexFile.Kept;
import lectern.calibre.IndexedBook.Content;
import lectern.calibre.IndexedBook.IndexedFile;
import lectern.calibre.LibraryBook.Series;
import lectern.calibre.LibraryIndex.Reading;
import lectern.db.SqliteFile;

/// One reading of a library, from its tables and its files to an index. What is known of a file that did not change is
/// taken from the index before, so that only new files are opened.
final class LibraryReader {
    private static final int FILES_BETWEEN_SAVES = 2_000; // some minutes of a slow disk

    private final LibraryFolder folder;
    private final LibraryIndex before;
    private final IndexFile kept;
    private final Instant now;
    private final List<byte[]> books = new ArrayList<>();
    private int seen;
    private int formats;
    private int missingFiles;
    private int openedSinceSaved;

    LibraryReader(LibraryFolder folder, LibraryIndex before, IndexFile kept, Instant now) {
        this.folder = folder;
        this.before = before;
        this.kept = kept;
        this.now = now;
    }

    /// Empty when it was stopped on the way. What was found by then is kept, and makes the next reading shorter.
    Optional<LibraryIndex> read(SqliteFile metadata, BooleanSupplier stopped) throws IOException {
        metadata.read(tx -> {
            CalibreTables.check(tx);
            return true;
        });
        long last = Long.MIN_VALUE;
        for (var page = page(metadata, last); !page.isEmpty(); page = page(metadata, last)) {
            for (var book : page) {
                if (stopped.getAsBoolean()) {
                    keepSoFar(last);
                    return Optional.empty();
                }
                add(book);
                last = book.title().id();
            }
            if (openedSinceSaved >= FILES_BETWEEN_SAVES) {
                keepSoFar(last);
            }
        }
        var index = new LibraryIndex(books, reading());
        kept.write(new Kept(index.books(), reading(), true));
        return Optional.of(index);
    }

    private static List<CalibreTables.Book> page(SqliteFile metadata, long after) {
        return metadata.read(tx -> CalibreTables.after(after, tx));
    }

    private Reading reading() {
        return new Reading(now, seen, formats, missingFiles);
    }

    private void keepSoFar(long last) throws IOException {
        var rest = before.books().stream().filter(packed -> PackedBook.id(packed) > last);
        kept.write(new Kept(Stream.concat(books.stream(), rest).toList(), reading(), false));
        openedSinceSaved = 0;
    }

    private void add(CalibreTables.Book book) {
        seen++;
        if (book.files().isEmpty()) {
            return;
        }
        var known = before.packed(book.title().id());
        var packed = PackedBook.pack(indexed(book, known.map(PackedBook::unpack)));
        books.add(known.filter(bytes -> Arrays.equals(bytes, packed)).orElse(packed)); // no second copy in memory
    }

    private IndexedBook indexed(CalibreTables.Book book, Optional<IndexedBook> known) {
        var title = book.title();
        return new IndexedBook(
                title.id(),
                title.title(),
                title.sort(),
                book.authors(),
                book.series().map(name -> new Series(name, title.seriesIndex())),
                title.hasCover() ? Optional.of(title.path() + "/cover.jpg") : Optional.empty(),
                book.files().stream().map(file -> indexed(file, book, known)).toList());
    }

    private IndexedFile indexed(CalibreTables.File file, CalibreTables.Book book, Optional<IndexedBook> known) {
        formats++;
        var fileName = file.name() + "." + file.format().toLowerCase(Locale.ROOT);
        var names = new LinkedHashSet<String>();
        names.add(fileName);
        names.addAll(OpdsNames.of(book.title().title(), book.authors(), file.format()));
        return new IndexedFile(
                file.format(),
                content(book.title().path() + "/" + fileName, known.flatMap(earlier -> earlier.content(file.format()))),
                names.stream().map(FileNameDigest::digest).toList());
    }

    /// A file that is out of reach keeps the digest it had: people still have the book on their devices.
    private Optional<Content> content(String path, Optional<Content> known) {
        try {
            var file = folder.file(path);
            if (file.isPresent()) {
                var now = Files.readAttributes(file.get(), BasicFileAttributes.class);
                long modified = now.lastModifiedTime().toMillis();
                if (known.isPresent()
                        && known.get().size() == now.size()
                        && known.get().modifiedMillis() == modified) {
                    return known;
                }
                openedSinceSaved++;
                return Optional.of(new Content(ContentDigest.digest(file.get()), now.size(), modified));
            }
        } catch (IOException _) {
            // as good as not there
        }
        missingFiles++;
        return known;
    }
}
