package lectern.anki.media;

import java.text.Normalizer;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MediaNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", " ", "...", ".hidden", "é.png", "日本語.mp3", "a:b", "con", "😀", "\u0001"})
    void whatAClientMayHaveIsAName(String text) {
        assertThat(new MediaName(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\\b", "a\0", "e\u0301.png", "\u212B", "\uFA1B"})
    void whatNamesNothingOrSomethingElseIsNone(String text) {
        assertThat(MediaName.reasonAgainst(text)).isPresent();
        assertThatThrownBy(() -> new MediaName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void aNameIsNeverAPath(@ForAll @StringLength(max = 300) String text) {
        boolean name = MediaName.reasonAgainst(text).isEmpty();
        boolean shouldBe = !text.isEmpty()
                && !text.equals(".")
                && !text.equals("..")
                && text.chars().noneMatch(c -> "/\\\0".indexOf(c) >= 0)
                && text.getBytes(UTF_8).length <= 255
                && Normalizer.normalize(text, Normalizer.Form.NFC).equals(text);
        assertThat(name).isEqualTo(shouldBe);
    }
}
