package lectern.syncnode.entry;

import java.security.SecureRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenTest {
    @Test
    void noTokenLooksLikeAnOption() {
        var random = new SecureRandom();

        assertThat(Stream.generate(() -> Token.random(random).value()).limit(2_000))
                .doesNotHaveDuplicates()
                .noneMatch(token -> token.startsWith("-"));
    }
}
