package lectern.calibre;

import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// How much memory a large library takes while it is only looked things up in.
@Tag("long")
class LibrarySizeTest {
    private static final int BOOKS = 50_000;

    @TempDir
    private Path temp;

    @Test
    void fiftyThousandBooksTakeLessThanHalfAKilobyteEach() {
        var folder = temp.resolve("books");
        try (var shelf = CalibreShelf.in(folder)) {
            fill(shelf);
        }
        long before = memoryInUse();
        var library = new CalibreLibrary(folder, temp.resolve("ours"), () -> Instant.parse("2040-01-01T00:00:00Z"));
        library.look();
        long taken = memoryInUse() - before;

        assertThat(library.status().books()).isEqualTo(BOOKS);
        assertThat(library.book(FileNameDigest.of("The Adventures of Number 49999.epub")))
                .isPresent();
        assertThat(taken / BOOKS).isLessThan(512);
    }

    private static void fill(CalibreShelf shelf) {
        shelf.sql("begin");
        for (int i = 0; i < BOOKS; i++) {
            var name = "The Adventures of Number " + i;
            var book = shelf.add(name, "Some Author " + i % 9_000).inSeries("A Series " + i % 4_000, i % 12);
            book.listing("EPUB", name).listing("AZW3", name);
        }
        shelf.sql("commit");
    }

    private static long memoryInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
