package lectern.kosync;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.calibre.Library;
import lectern.calibre.LibraryBook;
import lectern.calibre.LibraryFormat;
import lectern.calibre.LibraryStatus;
import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/// 33, 34. What the FastAPI server promised about books that Calibre knows.
class LibraryShelfTest {
    private static final String KEY = "a029d0df84eb5549c641e04a9ef389e5";
    private static final String OTHER_KEY = "1c56000eef209217ec0b50354558ab1a";
    private static final String EPUB = "59d481d168cca6267322f150c5f6a2a3";
    private static final String PDF = "41cce710f34e5ec21315e19c99821415";

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    Path folder;

    private final Shelved library = new Shelved();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.open(
                database.open(), folder, TestServer.Setup.usual().with(library));
        server.register("ana", KEY);
        server.register("ben", OTHER_KEY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void onlyDocumentsThatAreBooksOfTheLibraryAreListed() {
        library.add(leavesOfGrass());
        server.push("ana", KEY, EPUB, "17");
        server.push("ana", KEY, "unknown", "18");

        assertThat(server.ask("GET", "/admin/books", "ana", KEY, "").body()).matches("""
                \\[\\{"id":\\d+,"book_id":7,"document_name":"59d481d168cca6267322f150c5f6a2a3","progress":"17",\
                "percentage":0.5,"device":"kobo","device_id":"o1","timestamp":\\d{10},\
                "metadata":\\{"title":"Leaves of Grass","sort":"Leaves of Grass","authors":\\["Walt Whitman"]}}]""");
        assertThat(server.ask("GET", "/admin/books", "ben", OTHER_KEY, "").body())
                .isEqualTo("[]");
    }

    @Test
    void theListedIdIsTheOneThatIsDeleted() {
        library.add(leavesOfGrass());
        server.push("ana", KEY, EPUB, "17");
        var id = listedId();

        assertThat(server.ask("DELETE", "/admin/books/" + id, "ben", OTHER_KEY, "")
                        .body())
                .isEqualTo("{\"detail\":\"Document not found\",\"message\":\"Document not found\",\"code\":3004}");
        var deleted = server.ask("DELETE", "/admin/books/" + id, "ana", KEY, "");

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEqualTo("{\"document\":\"" + EPUB + "\"}");
        assertThat(server.pull("ana", KEY, EPUB).body()).isEqualTo("{}");
        assertThat(server.ask("DELETE", "/admin/books/" + id, "ana", KEY, "").status())
                .isEqualTo(404);
    }

    @Test
    void theDocumentItselfMayBeDeletedToo() {
        server.push("ana", KEY, "12", "17");

        assertThat(server.ask("DELETE", "/admin/books/12", "ana", KEY, "").body())
                .isEqualTo("{\"document\":\"12\"}");
        assertThat(server.ask("DELETE", "/admin/books/nothing", "ana", KEY, "").status())
                .isEqualTo(404);
    }

    @Test
    void aDocumentThatWasPushedBeforeTheBookWasKnownIsListedOnceItIs() {
        server.push("ana", KEY, EPUB, "17");
        assertThat(server.ask("GET", "/admin/books", "ana", KEY, "").body()).isEqualTo("[]");

        library.add(leavesOfGrass());

        assertThat(server.ask("GET", "/admin/books", "ana", KEY, "").body()).contains("Leaves of Grass");
    }

    @Test
    void theFormatsOfOneBookMeetByThemselvesAlsoWhenTheLibraryComesLate() {
        server.push("ana", KEY, EPUB, "/body/p[17]");

        library.add(leavesOfGrass());

        assertThat(server.pull("ana", KEY, PDF).body()).contains("\"document\":\"" + PDF + "\"", "/body/p[17]");
    }

    @Test
    void theCardShowsTheTitleThatCalibreKnows() {
        library.add(leavesOfGrass());
        server.push("ana", KEY, EPUB, "17");
        server.ask("PUT", "/users/preferences", "ana", KEY, "{\"card\":true}");

        assertThat(server.wire().ask("GET", "/card/ana", List.of(), "").body()).contains(">Leaves of Grass<");
    }

    private String listedId() {
        return server.ask("GET", "/admin/books", "ana", KEY, "").body().replaceAll("^\\[\\{\"id\":(\\d+),.*", "$1");
    }

    private static LibraryBook leavesOfGrass() {
        return new LibraryBook(
                7,
                "Leaves of Grass",
                "Leaves of Grass",
                List.of("Walt Whitman"),
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new LibraryFormat("EPUB", List.of(EPUB, "1cc31f6b3e189528e34e5edc8bb9890a")),
                        new LibraryFormat("PDF", List.of(PDF))));
    }

    /// A library to which a test adds books while the server runs.
    private static final class Shelved implements Library {
        private final Map<String, LibraryBook> books = new ConcurrentHashMap<>();

        void add(LibraryBook book) {
            book.digests().forEach(digest -> books.put(digest, book));
        }

        @Override
        public Optional<LibraryBook> book(String digest) {
            return Optional.ofNullable(books.get(digest));
        }

        @Override
        public Optional<byte[]> cover(LibraryBook book) {
            return Optional.empty();
        }

        @Override
        public LibraryStatus status() {
            return Library.none().status();
        }

        @Override
        public void close() {}
    }
}
