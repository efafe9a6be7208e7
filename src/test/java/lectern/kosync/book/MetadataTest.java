package lectern.kosync.book;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MetadataTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " \t", "a\u0000b", "\ud83e"})
    void whatSaysNothingOrCannotBeStoredIsLeftOut(String text) {
        assertThat(new Metadata(Optional.empty(), Optional.of(text), Optional.of(text)))
                .isEqualTo(Metadata.NONE);
    }

    @Test
    void longTextsAreCut() {
        var metadata = new Metadata(Optional.empty(), Optional.of("🦉".repeat(513)), Optional.of("a\nb"));
        assertThat(metadata.title()).hasValue("🦉".repeat(512));
        assertThat(metadata.authors()).hasValue("a\nb");
    }

    @Test
    void aLabelHasSomeCharactersAndAtMost200() {
        assertThat(Label.parse(" a ")).hasValue(new Label("a"));
        assertThat(Label.parse(" ")).isEmpty();
        assertThat(Label.parse("🦉".repeat(200))).isPresent();
        assertThat(Label.parse("a".repeat(201))).isEmpty();
        assertThat(Label.parse("\u0000")).isEmpty();
    }
}
