package lectern.anki.schema;

import java.time.Duration;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class NoteTextTest {
    private static final NoteTypes.Shape TWO_FIELDS = new NoteTypes.Shape(2, 1);

    @Test
    void theColumnsAreThoseOfAClient() {
        assertThat(NoteText.of(" b  a\u3000c ", "hello\u001f<b>12</b>", TWO_FIELDS))
                .isEqualTo(new NoteText(" b a c ", "hello\u001f<b>12</b>", "12", 2_868_168_221L));
        assertThat(NoteText.of("", "\u001f", TWO_FIELDS).tags()).isEmpty();
    }

    @Test
    void controlCharactersAreLeftOut() {
        assertThat(NoteText.of("", "a\u0000\u0007b\u007f\n\t\u001f\rc", TWO_FIELDS)
                        .fields())
                .isEqualTo("ab\n\t\u001fc");
    }

    @Test
    void theNumberOfFieldsIsThatOfTheNoteType() {
        assertThatThrownBy(() -> NoteText.of("", "a", TWO_FIELDS)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> NoteText.of("", "a\u001fb\u001f", TWO_FIELDS)).isInstanceOf(Unreadable.class);
        assertThat(NoteText.of("", "a", new NoteTypes.Shape(1, 7)).sortField()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain                                       | plain
            a<br>b<BR />c                               | abc
            <div class="x>y">a</div>                    | y">a
            a<!-- hidden > -->b                         | ab
            a<!-->b                                     | ab
            <style>.a{}</style>b<SCRIPT>x</script>c     | bc
            <style>.a{} b                               | .a{} b
            <styled>x</style>y                          | y
            a < b                                       | a < b
            a << b > c                                  | `a  c`
            <>                                          | ``
            <img src="a b.jpg">                         | ` a b.jpg `
            x<IMG alt='>' SRC='a.jpg' >y                | x a.jpg y
            <img src=a.jpg>                             | ` a.jpg `
            <img src=a.jpg alt=x>b                      | ` a.jpg b`
            <img src="a.jpg                             | <img src="a.jpg
            <img src="a>                                | ` "a `
            <img src="">x                               | ` "" x`
            <img data-src="a" src="b">                  | ` a `
            <img datasrc="a" src="b">                   | ` b `
            <image src="a">                             | ``
            <object data="a.swf">b</object>             | ` a.swf b`
            <audio><source src='a.mp3'></audio>         | ` a.mp3 `
            <img alt="src=x" src="a.jpg">               | ` x" `
            <img alt="a>b" src="a.jpg">                 | ` a.jpg `
            <img alt=">" title='>' src="a.jpg">b        | ` a.jpg b`
            <img><b src="x">y                           | y
            a&lt;b&amp;&eacute;&#233;&#xE9;             | a<b&ééé
            a&nbsp;b                                    | a b
            a&nosuch;b&lt;                              | a&nosuch;b&lt;
            a & b                                       | a & b
            &apos;&lt;                                  | &apos;&lt;
            &#xD800;                                    | &#xD800;
            &#1114112;                                  | &#1114112;
            &#+5;                                       | &#+5;
            &;                                          | &;
            &#;                                         | &#;
            &lt;b&gt;x                                  | <b>x
            """)
    void aFieldIsComparedWithoutItsHtml(String field, String text) {
        assertThat(PlainText.of(field)).isEqualTo(text);
    }

    /// Each would take hours if its time grew with the square of its length.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img ",
                "<img src=",
                "<img \"",
                "<img '\">",
                "<style>",
                "<script",
                "<!--",
                "<",
                "&amp",
                "&",
                "<img a=\"b>",
                "<img src='a\" ",
                "<source '\"'",
                "<img>\"",
                "<img >\" '",
                "&#99999999999"
            })
    void noTextTakesLong(String hostile) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> PlainText.of(hostile.repeat(1_000_000 / hostile.length())));
    }

    @Property
    void whatHasNoMarkupIsKept(@ForAll String text) {
        var plain = text.replaceAll("[<&]", "");
        assertThat(PlainText.of(plain)).isEqualTo(plain);
    }

    @Property
    void anyMarkupIsRead(@ForAll("markup") String text) {
        assertThat(PlainText.of(text)).hasSizeLessThanOrEqualTo(text.length());
    }

    @Provide
    static Arbitrary<String> markup() {
        return Arbitraries.of(
                        "<", ">", "\"", "'", "img", "src=", "data=", " ", "a", "style", "/", "!--", "--", "&", "amp;")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
