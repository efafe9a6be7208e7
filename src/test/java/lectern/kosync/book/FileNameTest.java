package lectern.kosync.book;

import java.nio.charset.StandardCharsets;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "Leaves of Grass.epub, 1cc31f6b3e189528e34e5edc8bb9890a",
        "書籍.epub,             2655fcc69d4167c41ddd3a5d477e7dca",
        "a b (1).kepub.epub,   ac42f7d9e6e465cd7d21b420a1925b5e",
        "/mnt/Leaves of Grass.epub, 1cc31f6b3e189528e34e5edc8bb9890a"
    })
    void theDigestIsOfTheNameWithoutItsFolder(String name, String digest) {
        assertThat(new FileName(name).digest()).isEqualTo(new DocumentId(digest));
    }

    @ParameterizedTest
    @CsvSource({
        "Dune.epub,       Dune",
        "Dune.kepub.epub, Dune",
        "Dune.KEPUB.epub, Dune",
        "Dune.kepub,      Dune",
        "Dune,            Dune",
        "Dune v1.2.pdf,   Dune v1.2",
        ".hidden,         .hidden"
    })
    void theStemHasNoExtension(String name, String stem) {
        assertThat(new FileName(name).stem()).isEqualTo(stem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "book.epub",
                "BOOK",
                "Scan.pdf",
                "untitled.kepub.epub",
                "cover.jpg",
                "index.html",
                "document.docx"
            })
    void someNamesSayNothing(String name) {
        assertThat(new FileName(name).tells()).isFalse();
    }

    @Test
    void twoSpellingsOfOneLetterAreTheSameNameButNotTheSameBytes() {
        var composed = new FileName("Caf\u00e9.epub");
        var decomposed = new FileName("Cafe\u0301.epub");
        assertThat(composed.normalized()).isEqualTo(decomposed.normalized());
        assertThat(composed.digest()).isNotEqualTo(decomposed.digest());
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(new FileName("🦉".repeat(600)).normalized()).isEqualTo("🦉".repeat(512));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "folder/", "a\u0000b", "\ud83e"})
    void whatIsNoNameIsEmpty(String text) {
        assertThat(FileName.parse(text)).isEmpty();
    }

    @Property
    void anyTextIsANameOrNone(@ForAll String text) {
        FileName.parse(text).ifPresent(name -> {
            assertThat(name.value()).isNotBlank().doesNotContain("/", "\\\\");
            assertThat(new String(name.value().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(name.value());
            assertThat(name.stem()).isNotEmpty();
        });
    }
}
