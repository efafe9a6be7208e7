package lectern.anki.schema;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MediaReferencesTest {
    /// `x`, as SHA-1.
    private static final String X = "11f6ad8ec52a2984abaafd7c3b516503785c2072";

    private static List<String> in(String field) {
        var names = new ArrayList<String>();
        MediaReferences.find(field, false, names::add);
        return names;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "<img src=\"a b.jpg\">|a b.jpg",
                "<IMG class=x SRC='a.jpg' alt=>|a.jpg",
                "<img src=a.jpg>|a.jpg",
                "<img alt='>' src='a.jpg'>|a.jpg",
                "<img src=a.jpg alt=b.jpg>|a.jpg",
                "<audio controls src=\"a.ogg\"></audio>|a.ogg",
                "<video><source src=\"a.mp4\"></video>|a.mp4",
                "<object data=\"a.svg\"></object>|a.svg",
                "[sound:a & b.mp3]|a & b.mp3",
                "[sound:a &amp; b.mp3]|a & b.mp3",
                "<img src=\"a&amp;b.jpg\">|a&b.jpg",
                "<img src=\"a&nbsp;b.jpg\">|a b.jpg",
                "<img src=\"u\u0308.jpg\">|\u00fc.jpg",
                "[sound:u\u0308.mp3]|\u00fc.mp3",
            })
    void aFileIsWanted(String field, String name) {
        assertThat(in(field)).containsExactly(name);
        assertThat(in("before " + field + " behind")).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.jpg",
                "<img alt=\"a.jpg\">",
                "<image src=\"a.jpg\">",
                "<a href=\"a.jpg\">",
                "<img src=\"https://example.org/a.jpg\">",
                "<img src=\"HTTP://example.org/a.jpg\">",
                "<img src=\"data:image/png;base64,AAAA\">",
                "[sound:]",
                "[sound:a.mp3",
                "[latex]x",
                "[$]x[/$$]",
            })
    void noFileIsWanted(String field) {
        assertThat(in(field)).isEmpty();
    }

    @Test
    void oneFieldMayWantMany() {
        assertThat(in("<img src=a.jpg><br>[sound:b.mp3][sound:c.mp3]<img src='d.jpg'>"))
                .containsExactly("a.jpg", "d.jpg", "b.mp3", "c.mp3");
    }

    @Test
    void aFormulaIsAPictureOfItsText() {
        assertThat(in("[latex]x[/latex]")).containsExactly("latex-" + X + ".png");
        assertThat(in("[LaTeX]<b>x</b>[/latex] and [latex]&#120;[/latex]"))
                .containsExactly("latex-" + X + ".png", "latex-" + X + ".png");
        var svg = new ArrayList<String>();
        MediaReferences.find("[latex]x[/latex]", true, svg::add);
        assertThat(svg).containsExactly("latex-" + X + ".svg");
        assertThat(in("[$]x[/$]")).isNotEqualTo(in("[$$]x[/$$]")).hasSize(1);
        assertThat(in("[latex]a<br>b[/latex]")).isEqualTo(in("[latex]a\nb[/latex]"));
    }

    @Test
    void aFormulaWithAHiddenPartIsAPictureForEachSideOfEachCard() {
        assertThat(in("[latex]{{c1::a}}+{{c2::b::hint}}[/latex]")).containsAll(in("[latex]a+b[/latex]"));
        assertThat(in("{{c1::[latex]x[/latex]}}")).contains("latex-" + X + ".png");
    }

    /// What a hostile field does must not take more than its length.
    @Test
    void aLongFieldIsReadOnce() {
        assertThat(in("[$]".repeat(200_000))).isEmpty();
        assertThat(in("[sound:".repeat(200_000))).isEmpty();
        assertThat(in("[$]x[/$]" + "}}".repeat(200_000) + "{{c1::a}}")).hasSize(2);
        assertThat(in("<img src=\"data:image/png;base64," + "A".repeat(3_000_000) + "\"><img src=a.jpg>"))
                .contains("a.jpg");
    }
}
