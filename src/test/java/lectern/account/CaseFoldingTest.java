package lectern.account;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CaseFoldingTest {
    @ParameterizedTest
    @CsvSource({
        "Maße, MASSE",
        "ﬂour, flour",
        "ὈΔΥΣΣΕΎΣ, ὀδυσσεύς",
        "ΣΊΣΥΦΟΣ, ΣΊΣΥΦΟς",
        "\u0130, i\u0307",
        "\u1E9E, ss",
        "\uAB70, \u13A0",
        "\u13F8, \u13F0",
        "\uD801\uDC00, \uD801\uDC28"
    })
    void theseAreTheSame(String left, String right) {
        assertThat(CaseFolding.fold(left)).isEqualTo(CaseFolding.fold(right));
    }

    @ParameterizedTest
    @CsvSource({"\u0131, I", "\u13F0, \uABC0", "\u1C89, \u1C8A", "\uA7C9, \uA7CA", "e\u0301, é"})
    void theseAreNot(String left, String right) {
        assertThat(CaseFolding.fold(left)).isNotEqualTo(CaseFolding.fold(right));
    }

    @Test
    void theTableHasTheSizeOfUnicode12() {
        var lengths = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .filter(text -> !CaseFolding.fold(text).equals(text))
                .map(text -> CaseFolding.fold(text)
                        .codePointCount(0, CaseFolding.fold(text).length()))
                .toList();

        assertThat(lengths).hasSize(1487);
        assertThat(lengths).filteredOn(length -> length == 1).hasSize(1383);
        assertThat(lengths).filteredOn(length -> length == 2).hasSize(88);
        assertThat(lengths).filteredOn(length -> length == 3).hasSize(16);
    }

    @Test
    void theTableIsFrozen() throws Exception {
        try (var table = Objects.requireNonNull(CaseFolding.class.getResourceAsStream("unicase.txt"))) {
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(table.readAllBytes())))
                    .as("what was stored under the old table would be lost")
                    .isEqualTo("7d1bde615586b7b97e1e13d0719f45d57a0a6873e6414b62c400a7731b505b31");
        }
    }

    @Property
    void foldingTwiceChangesNothingMore(@ForAll String text) {
        assertThat(CaseFolding.fold(CaseFolding.fold(text))).isEqualTo(CaseFolding.fold(text));
    }

    @Property
    void aTextIsFoldedCodePointByCodePoint(@ForAll String text) {
        assertThat(text.codePoints().mapToObj(CaseFolding::fold).collect(Collectors.joining()))
                .isEqualTo(CaseFolding.fold(text));
    }
}
