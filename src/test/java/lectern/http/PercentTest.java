package lectern.http;

import java.net.URLEncoder;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PercentTest {
    @Property
    void whatWasEncodedIsReadBack(@ForAll String text) {
        var whole = new String(text.getBytes(UTF_8), UTF_8); // without half characters
        assertThat(Percent.decodeForm(URLEncoder.encode(whole, UTF_8))).contains(whole);
    }

    @Property
    void whatNeedsNoEncodingStaysAsItIs(
            @ForAll @AlphaChars @NumericChars @Chars({'+', '-', '~', ';', ','}) String text) {
        assertThat(Percent.decode(text)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%a", "a%zz", "%-1", "%ff", "%C3", "%ED%A0%80", "%C0%AF", "a\uFFFD", "%+1"})
    void whatIsNotValidIsRefused(String text) {
        assertThat(Percent.decode(text)).isEmpty();
        assertThat(Percent.decodeForm(text)).isEmpty();
    }
}
