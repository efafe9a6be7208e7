package lectern.calibre;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpdsNamesTest {
    @Test
    void aBookWithPlainWordsHasOneName() {
        assertThat(OpdsNames.of("Emma", List.of("Jane Austen"), "EPUB")).containsExactly("Jane Austen - Emma.epub");
    }

    @Test
    void aBookWithoutAnAuthorIsByUnknownOrByUnknownAuthor() {
        assertThat(OpdsNames.of("Beowulf", List.of(), "EPUB"))
                .containsExactly("Unknown - Beowulf.epub", "Unknown Author - Beowulf.epub");
    }

    @Test
    void severalAuthorsAreTheFirstOrAllOrTheLast() {
        assertThat(OpdsNames.of("Good Omens", List.of("Terry Pratchett", "Neil Gaiman"), "MOBI"))
                .containsExactly(
                        "Terry Pratchett - Good Omens.mobi",
                        "Terry Pratchett & Neil Gaiman - Good Omens.mobi",
                        "Neil Gaiman - Good Omens.mobi");
    }

    @Test
    void anAmpersandInANameIsDoubledWhereAmpersandsSeparateNames() {
        assertThat(OpdsNames.of("Atlas", List.of("Rand & Co"), "PDF"))
                .containsExactly("Rand & Co - Atlas.pdf", "Rand && Co - Atlas.pdf");
    }

    @Test
    void dangerousCharactersAreReplacedAsEachReleaseOfKoreaderDoes() {
        assertThat(OpdsNames.of("Who? A/B, or: C...", List.of("J. Doe"), "EPUB"))
                .containsExactly(
                        "J. Doe - Who? A/B, or: C....epub",
                        "J. Doe - Who_ A_B, or_ C.epub",
                        "J. Doe - Who? A_B, or: C....epub",
                        "J. Doe - Who_ A_B_ or_ C....epub");
    }

    @Test
    void breaksOfLinesBecomeSpaces() {
        assertThat(OpdsNames.of("One\r\nTwo\tThree", List.of("A"), "EPUB")).contains("A - One Two Three.epub");
    }

    @Test
    void aLongNameIsCutBetweenTwoCharacters() {
        var names = OpdsNames.of("é".repeat(300), List.of("A"), "EPUB"); // 4 bytes before, so 118 of two bytes fit

        assertThat(names).containsExactly("A - " + "é".repeat(300) + ".epub", "A - " + "é".repeat(118) + ".epub");
        assertThat(OpdsNames.of("é".repeat(300), List.of("AB"), "EPUB")).contains("AB - " + "é".repeat(117) + ".epub");
    }
}
