package lectern.json;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonToken;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTest {
    @Test
    void theLastOfTwoEqualKeysWins() {
        assertThat(Json.parse(bytes("{\"a\":1,\"a\":2}")))
                .isEqualTo(Json.object().put("a", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}{}",
                "{} x",
                "[1,]",
                "{\"a\":NaN}",
                "Infinity",
                "{'a':1}",
                "{a:1}",
                "01",
                "nul",
                "\"\\ud83d\"",
                "{\"\\udE00\":1}",
                "[\"\\ude00\\ud83d\"]",
                "\"\u0001\"",
                "/**/1"
            })
    void whatIsNotExactlyOneValueIsMalformed(String text) {
        assertThat(Json.parseObject(bytes(text))).isInstanceOf(Json.Parsed.Malformed.class);
    }

    @Test
    void theReasonQuotesNothingOfTheInput() {
        assertThatThrownBy(() -> Json.parse(bytes("{\"password\":hunter2}")))
                .isInstanceOf(Json.Malformed.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() {
        assertThat(Json.parseObject("{\"a\":\"é\"}".getBytes(ISO_8859_1))).isInstanceOf(Json.Parsed.Malformed.class);
    }

    @Test
    void nestingEnds() {
        assertThat(Json.parse(bytes("[".repeat(Json.DEEPEST) + "]".repeat(Json.DEEPEST)))
                        .isArray())
                .isTrue();
        assertThat(Json.parseObject(bytes("[".repeat(100_000)))).isInstanceOf(Json.Parsed.Malformed.class);
    }

    @Test
    void anotherValueThanAnObjectIsToldApart() {
        assertThat(Json.parseObject(bytes("[]"))).isInstanceOf(Json.Parsed.NotAnObject.class);
        assertThat(Json.parseObject(bytes("null"))).isInstanceOf(Json.Parsed.NotAnObject.class);
        assertThat(Json.parseObject(bytes("{}"))).isEqualTo(new Json.Parsed.AnObject(Json.object()));
    }

    @Test
    void aPairOfEscapedSurrogatesIsOneCharacter() {
        assertThat(Json.parse(bytes("\"\\ud83d\\ude00\"")).stringValue()).isEqualTo("😀");
    }

    @Test
    void fractionsAreNotRounded() {
        assertThat(Json.parse(bytes("0.1000000000000000055")).decimalValue()).hasToString("0.1000000000000000055");
    }

    @Test
    void aHugeExponentCostsNothing() {
        var huge = Json.parse(bytes("1e999999999")).decimalValue();
        assertThat(huge.precision()).isEqualTo(1);
        assertThat(huge).isGreaterThan(BigDecimal.ONE);
    }

    /// They are valid JSON, and no `BigDecimal` has room for them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e2147483648",
                "1e-2147483648",
                "0.5e-2147483648",
                "0e9999999999",
                "1e99999999999999999999",
                "{\"a\":[1e-99999999999999999999]}"
            })
    void anExponentBeyondAllBoundsIsMalformed(String text) {
        assertThatThrownBy(() -> Json.parse(bytes(text)))
                .isInstanceOf(Json.Malformed.class)
                .hasMessage("a number is out of range");
        assertThat(Json.parseObject(bytes(text))).isInstanceOf(Json.Parsed.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0.32,0.32",
        "1,1",
        "0,0",
        "-0.0,0",
        "1e-5,0.00001",
        "0.30000000000000004,0.30000000000000004",
        "100,100",
        "1e20,100000000000000000000"
    })
    void numbersAreWrittenAsTheShortestPlainDecimal(double value, String written) {
        assertThat(Json.number(value)).isEqualTo(written);
        assertThat(Json.write(Json.object().set("n", Json.numberNode(value))))
                .asString(UTF_8)
                .isEqualTo("{\"n\":" + written + "}");
    }

    @Property
    void everyFractionReadsBackEqual(@ForAll double value) {
        assertThat(Double.parseDouble(Json.number(value)) == value).isTrue();
    }

    @Test
    void whatIsNoNumberCannotBeWritten() {
        assertThatThrownBy(() -> Json.number(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.numberNode(Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsLongIsReadTokenByToken() {
        try (var in = Json.stream(new ByteArrayInputStream(bytes("[\"\\ud83d\",\"😀\",\"plain\"]")))) {
            assertThat(in.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            assertThat(Json.isWhole(in.nextStringValue())).isFalse();
            assertThat(Json.isWhole(in.nextStringValue())).isTrue();
            assertThat(Json.isWhole(in.nextStringValue())).isTrue();
            assertThat(in.nextToken()).isEqualTo(JsonToken.END_ARRAY);
            assertThat(in.nextToken()).isNull();
        }
    }

    @Test
    void allWaysOfWritingAgree() {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", "a/b \"ü\" 😀");
        map.put("count", 3);
        byte[] written = bytes("{\"name\":\"a/b \\\"ü\\\" 😀\",\"count\":3}");
        assertThat(Json.write(map)).isEqualTo(written);
        assertThat(Json.write(Json.object().put("name", "a/b \"ü\" 😀").put("count", 3)))
                .isEqualTo(written);
        assertThat(Json.write(generator -> generator
                        .writeStartObject()
                        .writeStringProperty("name", "a/b \"ü\" 😀")
                        .writeNumberProperty("count", 3)
                        .writeEndObject()))
                .isEqualTo(written);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"1e200, 1E+200", "1E5, 1E+5", "1.0, 1.0", "100, 100", "0.10, 0.10", "-2.5e-8, -2.5E-8"})
    void aNumberThatIsKeptStaysWhatItWas(String read, String written) {
        var kept = Json.writeAsRead(Json.parse(bytes(read)));

        assertThat(new String(kept, UTF_8)).isEqualTo(written);
        assertThat(Json.writeAsRead(Json.parse(kept))).isEqualTo(kept);
    }
}
