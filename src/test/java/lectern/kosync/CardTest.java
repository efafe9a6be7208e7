package lectern.kosync;

import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import lectern.kosync.Card.Book;
import lectern.kosync.Card.Theme;

import static org.assertj.core.api.Assertions.assertThat;

class CardTest {
    private static final Instant EVENING = Instant.parse("2026-02-14T23:30:00Z");

    @Test
    void withoutBooksItSaysSo() throws Exception {
        var picture = parsed(card());

        assertThat(picture.getDocumentElement().getAttribute("height")).isEqualTo("80");
        assertThat(texts(picture)).containsExactly("Currently Reading", "No books in progress");
    }

    @Test
    void aBookIsItsNameItsShareAndTheDayItWasLastRead() throws Exception {
        var picture = parsed(card(new Book("Leaves of Grass", 0.5, EVENING), new Book("Dune", 1, EVENING)));

        assertThat(picture.getDocumentElement().getAttribute("height")).isEqualTo("186");
        assertThat(texts(picture))
                .containsExactly(
                        "Currently Reading",
                        "Leaves of Grass",
                        "50%",
                        "Last read: Feb 14, 2026",
                        "Dune",
                        "100%",
                        "Last read: Feb 14, 2026");
        assertThat(bars(picture)).containsExactly("318", "159", "318", "318");
    }

    @Test
    void theDayIsTheOneOfTheZone() throws Exception {
        var card = new Card(List.of(new Book("Dune", 0.1, EVENING)), Theme.LIGHT, ZoneId.of("Europe/Berlin"));

        assertThat(texts(parsed(card))).contains("Last read: Feb 15, 2026");
    }

    @Test
    void aNameOfFortyCharactersStaysAndALongerOneIsCutToThirtySeven() throws Exception {
        var picture = parsed(card(new Book("a".repeat(40), 0, EVENING), new Book("b".repeat(41), 0, EVENING)));

        assertThat(texts(picture)).contains("a".repeat(40), "b".repeat(37) + "...");
    }

    /// 67: the cut falls beside, and with an emoji would fall within, what is escaped or two chars long.
    @ParameterizedTest
    @ValueSource(strings = {"&", "<", ">", "\"", "'", "📚", "]]>", "&amp;", "&#0;"})
    void aHostileNameAroundTheCutIsCutWholeAndShownAsItIs(String hostile) throws Exception {
        for (var before = 33; before <= 38; before++) {
            var name = "x".repeat(before) + hostile + "y".repeat(10);
            var first37 = new StringBuilder();
            name.codePoints().limit(37).forEach(first37::appendCodePoint);

            assertThat(texts(parsed(card(new Book(name, 0.3, EVENING))))).contains(first37 + "...");
        }
    }

    @Property
    void anyNameMakesAWellFormedPicture(@ForAll String name, @ForAll Theme theme) throws Exception {
        var picture = parsed(new Card(List.of(new Book(name, 0.3, EVENING)), theme, ZoneOffset.UTC));

        assertThat(texts(picture)).hasSize(4);
    }

    @Test
    void whatXmlCannotHoldIsReplaced() throws Exception {
        var picture = parsed(card(new Book("a\u0000b\u001bc\ud800d\uffffe\nf", 0, EVENING)));

        assertThat(texts(picture)).contains("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf");
    }

    @Test
    void theAutomaticThemeFollowsTheReader() {
        assertThat(new Card(List.of(), Theme.AUTO, ZoneOffset.UTC).svg()).contains("prefers-color-scheme:dark");
        assertThat(new Card(List.of(), Theme.DARK, ZoneOffset.UTC).svg())
                .doesNotContain("prefers-color-scheme")
                .contains("#0d1117");
    }

    private static Card card(Book... books) {
        return new Card(Arrays.asList(books), Theme.LIGHT, ZoneOffset.UTC);
    }

    private static Document parsed(Card card) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(card.svg())));
    }

    private static List<String> texts(Document picture) {
        var texts = picture.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    private static List<String> bars(Document picture) {
        var bars = picture.getElementsByTagName("rect");
        return IntStream.range(1, bars.getLength())
                .mapToObj(
                        i -> bars.item(i).getAttributes().getNamedItem("width").getNodeValue())
                .toList();
    }
}
