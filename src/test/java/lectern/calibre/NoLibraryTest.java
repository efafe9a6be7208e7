package lectern.calibre;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NoLibraryTest {
    @Test
    void knowsNoBookAndHasNothingToComplainAbout() {
        var book = new LibraryBook(1, "Emma", "Emma", List.of(), Optional.empty(), Optional.of("cover.jpg"), List.of());

        assertThat(Library.none().book("59d481d168cca6267322f150c5f6a2a3")).isEmpty();
        assertThat(Library.none().cover(book)).isEmpty();
        assertThat(Library.none().status().folder()).isEmpty();
        assertThat(Library.none().status().problem()).isEmpty();
    }
}
