package lectern.calibre;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DigestTest {
    @Test
    void isWrittenAsItWasRead() {
        var hex = "00e51b96f3a1c8d7ffffffff00000001";

        assertThat(Digest.parse(hex)).map(Digest::toString).contains(hex);
    }

    @Test
    void isReadInUpperCaseToo() {
        assertThat(Digest.parse("59D481D168CCA6267322F150C5F6A2A3"))
                .map(Digest::toString)
                .contains("59d481d168cca6267322f150c5f6a2a3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "59d481d168cca6267322f150c5f6a2a",
                "59d481d168cca6267322f150c5f6a2a33",
                "59d481d168cca6267322f150c5f6a2ag",
                "５9d481d168cca6267322f150c5f6a2a3",
                "urn:uuid:59d481d1-68cc-a626-7322"
            })
    void nothingElseIsADigest(String text) {
        assertThat(Digest.parse(text)).isEmpty();
    }
}
