package lectern.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MailAddressTest {
    @Test
    void anAddressIsTrimmedAndKeepsItsSpelling() {
        assertThat(new MailAddress(" Ana+Books@Example.org ").value()).isEqualTo("Ana+Books@Example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ana", "@example.org", "ana@", "a@b@c", "a na@example.org", "a,b@c", "a:b@c", "a@b/c"})
    void theseAreNone(String text) {
        assertThat(MailAddress.problem(text))
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith("A mail address ").endsWith("."));
        assertThatThrownBy(() -> new MailAddress(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
