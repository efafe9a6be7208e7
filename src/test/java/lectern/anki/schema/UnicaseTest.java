package lectern.anki.schema;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import lectern.account.CaseFolding;
import lectern.db.DatabaseException;
import lectern.db.SqliteFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The table behind the order: `CaseFoldingTest`.
class UnicaseTest {
    private static final Comparator<String> ORDER = Unicase.COLLATION.order();

    @TempDir
    private Path folder;

    @Test
    void namesThatDifferOnlyInCaseAreTheSameName() {
        try (var file = SqliteFile.create(folder.resolve("names.db"), Unicase.COLLATION)) {
            file.write(tx -> tx.update("create table name (name text not null collate unicase primary key)"));
            for (var name : List.of("Maße", "ﬂour", "ΣΊΣΥΦΟΣ", "\ud801\udc00", "\uff21", "z")) {
                file.write(tx -> tx.update("insert into name values (?)", name));
            }
            for (var same : List.of("MASSE", "FLOUR", "σίσυφος", "\ud801\udc28", "\uff41", "Z")) {
                assertThatThrownBy(() -> file.write(tx -> tx.update("insert into name values (?)", same)))
                        .isInstanceOf(DatabaseException.Conflict.class);
            }
            List<String> ordered =
                    file.read(tx -> tx.list("select name from name order by name", row -> row.text("name")));
            assertThat(ordered)
                    .as("by code points: the surrogates of U+10400 would come before U+FF21")
                    .containsExactly("ﬂour", "Maße", "z", "ΣΊΣΥΦΟΣ", "\uff21", "\ud801\udc00");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Maße, MASSE",
        "\uFB02our, flour",
        "ὈΔΥΣΣΕΎΣ, ὀδυσσεύς",
        "ΣΊΣΥΦΟΣ, ΣΊΣΥΦΟς",
        "\u0130, i\u0307",
        "\u1E9E, ss",
        "\uAB70, \u13A0",
        "\uD801\uDC00, \uD801\uDC28",
        "\u212Aelvin, kelvin",
        "o\uFB03ce, oiffce", // the mistake
        "\u1FB7, \u03B9\u03B1\u0342"
    })
    void theseAreTheSame(String left, String right) {
        assertThat(ORDER.compare(left, right)).isZero();
        assertThat(ORDER.compare(right, left)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"\u0131, I", "\u13F0, \uABC0", "\u1C89, \u1C8A", "e\u0301, é", "o\uFB03ce, office"})
    void theseAreNot(String left, String right) {
        assertThat(ORDER.compare(left, right)).isNotZero();
    }

    @Test
    void textsAreOrderedByCodePointsAndPrefixesComeFirst() {
        var ordered = List.of("", "a", "AA", "ab", "B", "\uFB05x", "\uFF21", "\uD83D\uDE00");

        assertThat(ordered.reversed().stream().sorted(ORDER)).containsExactlyElementsOf(ordered);
    }

    @Property
    void theOrderIsThatOfTheFoldedCodePoints(@ForAll String left, @ForAll String right) {
        assertThat(Integer.signum(ORDER.compare("x" + left, "X" + right)))
                .isEqualTo(Integer.signum(Arrays.compare(folded(left), folded(right))));
    }

    /// None of the sixteen is likely to be among what is made up.
    private static int[] folded(String text) {
        return CaseFolding.fold(text).codePoints().toArray();
    }

    @Property
    void asciiTextsAreOrderedLikeTheirLowerCase(
            @ForAll @StringLength(max = 6) @CharRange(from = ' ', to = '~') String left,
            @ForAll @StringLength(max = 6) @CharRange(from = ' ', to = '~') String right) {
        assertThat(Integer.signum(ORDER.compare(left, right)))
                .isEqualTo(Integer.signum(left.toLowerCase(Locale.ROOT).compareTo(right.toLowerCase(Locale.ROOT))));
    }
}
