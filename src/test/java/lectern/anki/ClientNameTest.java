package lectern.anki;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClientNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "26.08.1,c32cb291,linux | Anki on linux | 26.08.1",
                "anki,26.08.1 (c32cb291),lin:debian:12 | Anki on lin | 26.08.1",
                "25.09.2,3890e12c,android:2.23.3:16:Pixel 9 | AnkiDroid on Pixel 9 | 25.09.2",
                "25.09.2,3890e12c,android | Anki on android | 25.09.2",
                "ankidroid-2.9 | Anki | -",
                "'' | Anki | -",
            })
    void itIsCalledAsItsOwnerWould(String sent, String label, String version) {
        assertThat(ClientName.of(sent).label()).isEqualTo(label);
        assertThat(ClientName.of(sent).version()).isEqualTo(version);
    }

    @Test
    void itIsShortAndOfOneLine() {
        assertThat(ClientName.of("x\r\n\u001b[31m" + "y".repeat(1000)).text())
                .hasSize(200)
                .startsWith("x [31my");
    }
}
