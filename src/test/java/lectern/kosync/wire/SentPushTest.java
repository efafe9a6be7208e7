package lectern.kosync.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.json.Json;
import lectern.kosync.book.Device;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.FileName;
import lectern.kosync.book.Place;
import lectern.kosync.book.Push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SentPushTest {
    @Test
    void whatStockReadersSendIsAPush() {
        var push = parse("""
                {"document":"0B229176D4E8DB7F6D2B5A4952368D7A","progress":"/body/p[1]","percentage":0.25,
                 "device":"Kindle","device_id":"A1"}""");

        assertThat(push.document()).isEqualTo("0B229176D4E8DB7F6D2B5A4952368D7A");
        assertThat(push.push())
                .isEqualTo(new Push(
                        new DocumentId("0b229176d4e8db7f6d2b5a4952368d7a"),
                        new Place("/body/p[1]"),
                        0.25,
                        new Device("Kindle", Optional.of("A1"))));
    }

    @Test
    void whatIsSaidAboutTheFileComesAlong() {
        var push = parse(withProgress("\"1\"")
                        .replace("}", ",\"filename\":\"/a/b.epub\",\"metadata\":{\"title\":\"B\",\"authors\":\"\"}}"))
                .push();

        assertThat(push.filename()).hasValue(new FileName("b.epub"));
        assertThat(push.metadata().title()).hasValue("B");
        assertThat(push.metadata().authors()).isEmpty();
    }

    /// 39: KOReader before v2022.02 sent the page as a number.
    @ParameterizedTest
    @CsvSource({"3,3", "56.0,56", "5.60,5.6", "1e2,100", "0,0", "-1,-1"})
    void aProgressThatIsANumberIsItsText(String number, String text) {
        assertThat(parse(withProgress(number)).push().place().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[]", "{}", "null", "1e999999999", "1e-999999999", "100e2147483647", "\"\\u0000\""})
    void aProgressOfAnotherKindIsRefused(String progress) {
        assertThat(refusal(withProgress(progress))).isEqualTo(new KosyncError.InvalidField("progress"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "1.0001,1", "0.32,0.32", "'\"0.5\"',0.5", "'\" 0.5 \"',0.5", "1e-300,1e-300", "-0.0,0"})
    void aPercentageIsAShareOfTheBook(String sent, double percentage) {
        assertThat(parse(withPercentage(sent)).push().percentage()).isEqualTo(percentage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1.00011",
                "-0.1",
                "-1e-400",
                "\"abc\"",
                "\"\"",
                "\"NaN\"",
                "\"Infinity\"",
                "\"0x1\"",
                "\"1d\"",
                "null",
                "true",
                "[]",
                "1e400",
                "\"1e999999999\""
            })
    void anotherPercentageIsRefused(String sent) {
        assertThat(refusal(withPercentage(sent))).isEqualTo(new KosyncError.InvalidField("percentage"));
    }

    @Test
    void onlyTheVendorFaceTakesEmptyTexts() {
        var empty = "{\"document\":\"d\",\"progress\":\"\",\"percentage\":0,\"device\":\"\",\"device_id\":\"\"}";

        assertThat(parse(empty).push().device()).isEqualTo(new Device("", Optional.of("")));
        assertThatThrownBy(() -> SentPush.parse(fields(empty), Face.PLAIN, false))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(new KosyncError.EmptyField("progress")));
    }

    @Test
    void strictnessRefusesWhatTheOfficialServerCouldNotServe() {
        var dashed = "{\"document\":\"a-b\",\"progress\":\"1\",\"percentage\":0,\"device\":\"\"}";

        assertThat(parse(dashed).document()).isEqualTo("a-b");
        assertThatThrownBy(() -> SentPush.parse(fields(dashed), Face.VENDOR, true))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(new KosyncError.DocumentNotStrict()));
    }

    @Property
    void anyPercentageComesBackAsItWas(@ForAll @DoubleRange(min = 0, max = 1) double percentage) {
        var push = parse(withPercentage(Double.toString(percentage))).push();

        assertThat(push.percentage()).isEqualTo(percentage);
        assertThat(Double.parseDouble(Json.number(push.percentage()))).isEqualTo(percentage);
    }

    @Property
    void anyTextIsAPlaceOrRefused(@ForAll String text) {
        var body = Json.object()
                .put("document", "d")
                .put("percentage", 0)
                .put("device", "")
                .put("progress", text);

        assertParsedOrRefused(Json.write(body));
    }

    @Property
    void anyMembersAreAPushOrRefused(@ForAll("bodies") String body) {
        assertParsedOrRefused(body.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> bodies() {
        var value = Arbitraries.of(
                "null",
                "true",
                "17",
                "-0.5",
                "1e99999",
                "\"\"",
                "\"a\"",
                "\"a:b\"",
                "\"\\u0000\"",
                "[]",
                "{}",
                "{\"title\":[],\"filename\":\"///\",\"authors\":17}",
                "\"0.5\"",
                "\"" + "x".repeat(600) + "\"");
        return Combinators.combine(value, value, value, value, value)
                .as((document, progress, percentage, device, metadata) ->
                        """
                        {"document":%s,"progress":%s,"percentage":%s,"device":%s,"filename":%s,"metadata":%s}""".formatted(document, progress, percentage, device, document, metadata));
    }

    private static void assertParsedOrRefused(byte[] body) {
        if (Json.parseObject(body) instanceof Json.Parsed.AnObject(var object)) {
            for (var face : Arrays.asList(Face.VENDOR, Face.PLAIN)) {
                try {
                    assertThat(SentPush.parse(new Fields(object), face, false).push())
                            .isNotNull();
                } catch (Refusal refusal) {
                    assertThat(refusal.error().toResponse(face).status()).isBetween(400, 499);
                }
            }
        }
    }

    private static String withProgress(String progress) {
        return "{\"document\":\"d\",\"progress\":" + progress + ",\"percentage\":0.5,\"device\":\"kobo\"}";
    }

    private static String withPercentage(String percentage) {
        return "{\"document\":\"d\",\"progress\":\"1\",\"percentage\":" + percentage + ",\"device\":\"kobo\"}";
    }

    private static SentPush parse(String body) {
        return SentPush.parse(fields(body), Face.VENDOR, false);
    }

    private static KosyncError refusal(String body) {
        return catchThrowableOfType(Refusal.class, () -> parse(body)).error();
    }

    private static Fields fields(String body) {
        return Json.parseObject(body.getBytes(StandardCharsets.UTF_8)) instanceof Json.Parsed.AnObject(var object)
                ? new Fields(object)
                : new Fields(Json.object());
    }
}
