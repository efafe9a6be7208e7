package lectern.calibre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LibraryFolderTest {
    @TempDir
    private Path temp;

    private Path library;
    private LibraryFolder folder;

    @BeforeEach
    void aLibraryWithASecretBesideIt() throws IOException {
        library = Files.createDirectories(temp.resolve("books"));
        folder = new LibraryFolder(library);
        Files.writeString(temp.resolve("secret"), "of the house");
        Files.createDirectories(temp.resolve("books-2"));
        Files.writeString(temp.resolve("books-2/cover.jpg"), "of another library");
        Files.createDirectories(library.resolve("A/B (1)"));
        Files.writeString(library.resolve("A/B (1)/cover.jpg"), "picture");
    }

    @Test
    void findsAFileInside() {
        assertThat(folder.file("A/B (1)/cover.jpg"))
                .hasValueSatisfying(file -> assertThat(file).hasContent("picture"));
    }

    @Test
    void followsLinksThatStayInside() throws IOException {
        Files.createSymbolicLink(library.resolve("link"), library.resolve("A/B (1)"));

        assertThat(folder.file("link/cover.jpg")).isPresent();
    }

    @Test
    void mayItselfBeALink() throws IOException {
        var link = Files.createSymbolicLink(temp.resolve("link to books"), library);

        assertThat(new LibraryFolder(link).file("A/B (1)/cover.jpg")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "A/../../secret",
                "A/B (1)/../../../secret",
                "../books-2/cover.jpg",
                "/etc/passwd",
                "/cover.jpg",
                "",
                ".",
                "A",
                "A/B (1)",
                "A/B (1)/cover.jpg/cover.jpg",
                "nothing/here",
                "zero\u0000byte",
                "a\ud800b"
            })
    void refusesEveryOtherPath(String path) {
        assertThat(folder.file(path)).isEmpty();
    }

    @Test
    void refusesAPathAsLongAsABook() {
        assertThat(folder.file("x".repeat(100_000))).isEmpty();
        assertThat(folder.file("x/".repeat(50_000))).isEmpty();
    }

    @Test
    void refusesLinksThatLeaveTheLibrary() throws IOException {
        Files.createSymbolicLink(library.resolve("A/file"), temp.resolve("secret"));
        Files.createSymbolicLink(library.resolve("A/folder"), temp);
        Files.createSymbolicLink(library.resolve("A/twice"), library.resolve("A/file"));

        assertThat(folder.file("A/file")).isEmpty();
        assertThat(folder.file("A/folder/secret")).isEmpty();
        assertThat(folder.file("A/twice")).isEmpty();
    }

    @Test
    void refusesLinksThatGoInCircles() throws IOException {
        Files.createSymbolicLink(library.resolve("A/self"), library.resolve("A/self"));
        Files.createSymbolicLink(library.resolve("A/up"), library.resolve("A"));

        assertThat(folder.file("A/self")).isEmpty();
        assertThat(folder.file("A/up/up/up/up/B (1)/cover.jpg")).isPresent(); // a circle that ends at a plain file
    }

    @Test
    void refusesWhatIsNoPlainFile() throws IOException, InterruptedException {
        var pipe = library.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(folder.file("pipe")).isEmpty();
    }
}
