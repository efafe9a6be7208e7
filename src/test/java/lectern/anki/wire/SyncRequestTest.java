package lectern.anki.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SyncRequestTest {
    @Test
    void anObjectCanBeLookedAtAgainAndSoTheRequestCanBeRepeated() throws IOException {
        var request = request("{\"minUsn\":7}");

        assertThat(request.json().path("minUsn").intValue()).isEqualTo(7);
        assertThat(request.json().path("minUsn").intValue()).isEqualTo(7);
        assertThat(request.repeatable()).isTrue();
    }

    @Test
    void bytesCanBeReadOnce() throws IOException {
        var request = request("PK");

        assertThat(request.repeatable()).isTrue();
        assertThat(request.payload()).hasContent("PK");
        assertThat(request.repeatable()).isFalse();
        assertThatIllegalStateException().isThrownBy(request::payload);
    }

    @Test
    void whatIsNoObjectIsMalformed() {
        for (var bad : new String[] {"", "[]", "null", "{\"a\":", "{} {}", "\u0000"}) {
            assertThatThrownBy(() -> request(bad).json())
                    .as(bad)
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.error()).isInstanceOf(AnkiError.Malformed.class));
        }
    }

    @Test
    void anObjectIsHeldInMemoryAndSoItsSizeIsBounded() {
        assertThatThrownBy(() -> request("{\"a\":\"" + "x".repeat(100) + "\"}").json())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(new AnkiError.TooLarge(Limit.OBJECT, 100)));
    }

    @Test
    void itNeverPrintsItsKeys() {
        assertThat(request("{}")).asString().doesNotContain("secret").contains("V11");
    }

    private static SyncRequest request(String payload) {
        var bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new SyncRequest(
                SyncVersion.V11,
                "secret key",
                "secret session",
                "26.08.1,c32cb291,linux",
                () -> new ByteArrayInputStream(bytes),
                100);
    }
}
