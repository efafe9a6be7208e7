package lectern.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KindTest {
    private enum Mode {
        OFF,
        VERY_STRICT
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "ON", "true", "yes", "1"})
    void onHasSeveralSpellings(String text) {
        assertThat(parse(Kind.onOrOff(), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "False", "no", "0"})
    void offHasSeveralSpellings(String text) {
        assertThat(parse(Kind.onOrOff(), text)).isFalse();
    }

    @Test
    void namesOfAnEnumAreWrittenWithDashes() {
        var kind = Kind.oneOf(Mode.class);
        assertThat(parse(kind, "very-strict")).isEqualTo(Mode.VERY_STRICT);
        assertThat(kind.words()).isEqualTo("one of `off`, `very-strict`");
        refuses(kind, "very_strict");
    }

    @Test
    void listsHaveCommasAndNoneIsTheEmptyOne() {
        var kind = Kind.list(Kind.text("a text", "a"));
        assertThat(parse(kind, "/reader, /kosync ,")).containsExactly("/reader", "/kosync");
        assertThat(parse(kind, "none")).isEmpty();
        assertThat(kind.writer().apply(List.of())).isEqualTo("none");
    }

    @Test
    void sizesHaveAUnitAndAreWrittenBackShort() {
        assertThat(parse(Kind.size("1 GB"), "500 MB")).isEqualTo(500L << 20);
        assertThat(parse(Kind.size("1 GB"), "2gb")).isEqualTo(2L << 30);
        for (var text : List.of("1 KB", "1023 KB", "64 MB", "300 MB", "2 GB", "4096 GB")) {
            assertThat(Kind.size("1 GB").writer().apply(parse(Kind.size("1 GB"), text)))
                    .isEqualTo(text);
        }
        assertThat(Kind.size("1 GB").writer().apply(2048L << 20)).isEqualTo("2 GB");
        refuses(Kind.size("1 GB"), "500");
        refuses(Kind.size("1 GB"), "0 MB");
        refuses(Kind.size("1 GB"), "-1 MB");
        refuses(Kind.size("1 GB"), "1.5 GB");
    }

    @Test
    void addressesAreHttpWithAHostAndWithoutQuery() {
        assertThat(parse(Kind.address(), "https://sync.example.org/base")).hasPath("/base");
        refuses(Kind.address(), "sync.example.org");
        refuses(Kind.address(), "ftp://sync.example.org");
        refuses(Kind.address(), "https://sync.example.org/?a=b");
        refuses(Kind.address(), "https:// space");
    }

    @Test
    void zonesAndWholeNumbersRefuseWhatTheyAreNot() {
        refuses(Kind.zone(), "Atlantis/Centre");
        refuses(Kind.whole(1, 10), "11");
        refuses(Kind.whole(1, 10), "1.5");
        refuses(Kind.duration("1s"), "10 weeks");
    }

    @Property
    void aDurationIsReadBackAsItWasWritten(@ForAll @LongRange(min = 0, max = 999_999_999) long millis) {
        var kind = Kind.duration("1s");
        var time = Duration.ofMillis(millis);
        assertThat(parse(kind, kind.writer().apply(time))).isEqualTo(time);
    }

    private static <T> T parse(Kind<T> kind, String text) {
        return kind.parser().parse(text, Path.of("/"));
    }

    private static void refuses(Kind<?> kind, String text) {
        assertThatThrownBy(() -> parse(kind, text)).isInstanceOf(IllegalArgumentException.class);
    }
}
