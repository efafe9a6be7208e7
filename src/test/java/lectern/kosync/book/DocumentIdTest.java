package lectern.kosync.book;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentIdTest {
    @Test
    void aDigestIsTheSameInAnyCase() {
        assertThat(new DocumentId("59D481D168CCA6267322F150C5F6A2A3"))
                .isEqualTo(new DocumentId("59d481d168cca6267322f150c5f6a2a3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dune", "59D481D168CCA6267322F150C5F6A2A", "a-b.c", "a b", "書籍", "..", "*"})
    void anythingElseIsTakenAsItIs(String text) {
        assertThat(new DocumentId(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a/b", "a\nb", "\u0000", "\u007f", "\u0085", "\ud83e"})
    void someTextsAreNoId(String text) {
        assertThat(DocumentId.parse(text)).isEmpty();
    }

    @Test
    void anIdHasAtMost256Characters() {
        assertThat(DocumentId.parse("🦉".repeat(256))).isPresent();
        assertThat(DocumentId.parse("a".repeat(257))).isEmpty();
    }

    @Test
    void theOfficialServerFindsOnlyLettersDigitsAndUnderscores() {
        assertThat(new DocumentId("a_B9").isStrict()).isTrue();
        assertThat(new DocumentId("a-b").isStrict()).isFalse();
        assertThat(new DocumentId("é").isStrict()).isFalse();
    }

    @Property
    void anyTextIsAnIdOrNone(@ForAll String text) {
        assertThat(DocumentId.parse(text).map(DocumentId::value).orElse(text)).isEqualToIgnoringCase(text);
    }
}
