package lectern.web.chart;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import lectern.web.chart.Bars.Bar;
import lectern.web.chart.Heatmap.Day;
import lectern.web.chart.Strip.Kind;
import lectern.web.chart.Timeline.Point;
import lectern.web.chart.Timeline.Track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChartTest {
    private static final String HOSTILE = "</title><script>alert('1')</script>&amp; \" 'x' \0\u0007\uFFFE\uD800 📚 ]]>";
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    static Stream<Chart> hostile() {
        return Stream.of(
                new Bars(HOSTILE, List.of(new Bar(HOSTILE, 3, HOSTILE), new Bar(HOSTILE, 0, HOSTILE))),
                new Heatmap(
                        HOSTILE,
                        Locale.ENGLISH,
                        TODAY.minusDays(364),
                        TODAY,
                        List.of(new Day(TODAY, 1, HOSTILE, HOSTILE))),
                new Strip(
                        HOSTILE,
                        Stream.of(Kind.values())
                                .map(kind -> new Strip.Day(HOSTILE, kind, HOSTILE))
                                .toList()),
                new Timeline(
                        HOSTILE,
                        Locale.ENGLISH,
                        ZoneOffset.UTC,
                        List.of(new Track(HOSTILE, List.of(new Point(NOW, 0.5, HOSTILE, HOSTILE))))));
    }

    static Stream<Chart> empty() {
        return Stream.of(
                new Bars("none", List.of()),
                new Bars("none", List.of(new Bar("today", 0, "nothing"))),
                new Heatmap("none", Locale.ENGLISH, TODAY, TODAY, List.of()),
                new Strip("none", List.of()),
                new Timeline("none", Locale.ENGLISH, ZoneOffset.UTC, List.of()),
                new Timeline("none", Locale.ENGLISH, ZoneOffset.UTC, List.of(new Track("Kindle", List.of()))));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whateverStandsInItIsText(Chart chart) throws Exception {
        var svg = parsed(chart.svg());
        var table = parsed(chart.table().html());

        assertThat(elements(svg, "script")).isEmpty();
        assertThat(elements(table, "script")).isEmpty();
        assertThat(elements(svg, "title"))
                .isNotEmpty()
                .allSatisfy(title -> assertThat(title.getTextContent())
                        .contains("</title><script>alert('1')</script>&amp; \" 'x' \uFFFD\uFFFD\uFFFD\uFFFD 📚 ]]>"));
        assertThat(elements(table, "th")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource({"hostile", "empty"})
    void aReaderOfThePageIsToldWhatThePictureIs(Chart chart) throws Exception {
        assertThat(elements(parsed(chart.svg()), "svg")).isNotEmpty().allSatisfy(svg -> {
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(((Element) svg.getFirstChild()).getTagName()).isEqualTo("title");
        });
        assertThat(elements(parsed(chart.table().html()), "caption")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noStyleStandsInIt(Chart chart) {
        assertThat(chart.svg()).doesNotContain("style=", "<style", "url(", "id=\"");
    }

    @Test
    void moreIsALargerSquare() throws Exception {
        var days = List.of(day(0, 1), day(1, 25), day(2, 100), day(3, 0));

        var marks = marks(new Heatmap("reviews", Locale.ENGLISH, TODAY.minusDays(3), TODAY, days));

        assertThat(marks).extracting(mark -> mark.getAttribute("width")).containsExactly("2", "4", "10");
        assertThat(marks)
                .extracting(mark -> mark.getAttribute("class"))
                .containsExactly("mark l1", "mark l2", "mark l4");
    }

    @Test
    void eachDayOfAYearHasItsOwnPlace() throws Exception {
        var days = IntStream.rangeClosed(0, 364).mapToObj(ago -> day(ago, 1)).toList();

        var svg = parsed(new Heatmap("reviews", Locale.ENGLISH, TODAY.minusDays(364), TODAY, days).svg());

        var places = new ArrayList<String>();
        var pictures = elements(svg, "svg");
        for (int i = 0; i < pictures.size(); i++) {
            for (var mark : elements(pictures.get(i), "rect")) {
                places.add(i + " " + mark.getAttribute("x") + " " + mark.getAttribute("y"));
            }
        }
        assertThat(places).hasSize(365).doesNotHaveDuplicates();
        assertThat(pictures).hasSize(2);
    }

    @Test
    void aDayOutsideIsNotDrawn() throws Exception {
        var days = List.of(day(0, 1), day(10, 1), day(-1, 1));

        assertThat(marks(new Heatmap("reviews", Locale.ENGLISH, TODAY.minusDays(9), TODAY, days)))
                .hasSize(1);
    }

    @Test
    void namesOfDaysAndMonthsAreInTheReadersLanguage() {
        var map = new Heatmap("Wiederholungen", Locale.GERMAN, TODAY.minusDays(364), TODAY, List.of());

        assertThat(map.svg()).contains(">Mo<", ">Mi<", ">Fr<", ">Mai<", "21.11.2026");
    }

    @Test
    void aYearHasAnEnd() {
        assertThatThrownBy(() -> new Heatmap("long", Locale.ENGLISH, TODAY.minusYears(2), TODAY, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Heatmap("none", Locale.ENGLISH, TODAY, TODAY.minusDays(1), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void barsAreAsHighAsWhatTheyStandFor() throws Exception {
        var chart = new Bars(
                "due",
                List.of(
                        new Bar("Mon", 0, "0 cards"),
                        new Bar("Tue", 44, "44 cards"),
                        new Bar("Wed", 88, "88 cards"),
                        new Bar("Thu", 0.001, "a little")));

        assertThat(marks(chart)).extracting(mark -> mark.getAttribute("height")).containsExactly("0", "44", "88", "1");
        assertThat(chart.svg()).contains(">88 cards</text>");
    }

    @Test
    void manyBarsNameOnlyThoseThereIsRoomFor() throws Exception {
        var bars = IntStream.range(0, 30)
                .mapToObj(day -> new Bar("day " + day, day, day + " cards"))
                .toList();

        assertThat(elements(parsed(new Bars("due", bars).svg()), "text")).hasSizeBetween(6, 9);
    }

    @Test
    void aBarThatIsNoNumberIsRefused() {
        for (double value : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Bars("due", List.of(new Bar("Mon", value, "?"))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aBadDayDiffersWithoutColour() throws Exception {
        var strip = new Strip(
                "Kindle: 1 of 3 days",
                List.of(
                        new Strip.Day("19 Nov", Kind.GOOD, "12 syncs"),
                        new Strip.Day("20 Nov", Kind.BAD, "wrong key"),
                        new Strip.Day("21 Nov", Kind.NOTHING, "nothing")));

        assertThat(marks(strip)).hasSize(1);
        assertThat(elements(parsed(strip.svg()), "path"))
                .singleElement()
                .satisfies(bad -> assertThat(bad.getAttribute("fill")).isEqualTo("none"));
        assertThat(strip.table().rows()).contains(List.of("20 Nov", "wrong key"));
    }

    @Test
    void devicesOfATimeLineDifferWithoutColour() throws Exception {
        var tracks = IntStream.range(0, 8)
                .mapToObj(i -> new Track(
                        "device " + i,
                        List.of(
                                new Point(NOW, 0.1, "then", "10 %"),
                                new Point(NOW.plusSeconds(60), 0.2, "now", "20 %"))))
                .toList();

        var svg = parsed(new Timeline("Dune", Locale.ENGLISH, ZoneOffset.UTC, tracks).svg());

        var paths = elements(svg, "path");
        assertThat(paths.stream()
                        .map(path -> path.getAttribute("stroke-dasharray"))
                        .distinct())
                .hasSize(8);
        assertThat(paths.stream()
                        .filter(path -> path.getAttribute("class").equals("mark"))
                        .map(path -> path.getAttribute("d").replaceFirst("^M[0-9. ]+", ""))
                        .distinct())
                .hasSize(8);
    }

    @Test
    void laterIsFurtherToTheRight() throws Exception {
        var track = new Track(
                "Kindle",
                List.of(
                        new Point(NOW.plusSeconds(100), 1, "later", "100 %"),
                        new Point(NOW, 0, "now", "0 %"),
                        new Point(NOW.plusSeconds(50), 0.5, "soon", "50 %")));

        var line =
                elements(parsed(new Timeline("Dune", Locale.ENGLISH, ZoneOffset.UTC, List.of(track)).svg()), "path")
                        .stream()
                        .filter(path -> path.getAttribute("class").equals("mark line"))
                        .findFirst()
                        .orElseThrow();

        assertThat(line.getAttribute("d")).isEqualTo("M49 130L198 70L347 10");
    }

    @Test
    void momentsThatAreNearlyTheSameCanBeDrawn() throws Exception {
        var points = List.of(new Point(NOW, 0, "now", "0 %"), new Point(NOW.plusNanos(1000), 1, "now", "100 %"));

        var svg = new Timeline("Dune", Locale.ENGLISH, ZoneOffset.UTC, List.of(new Track("Kindle", points))).svg();

        assertThat(svg).contains("M49 130L347 10");
    }

    @Test
    void daysOfATimeLineAreThoseOfTheReadersZone() {
        var points = List.of(new Point(Instant.parse("2026-11-20T23:30:00Z"), 0, "then", "0 %"));
        var track = List.of(new Track("Kindle", points));

        assertThat(new Timeline("Dune", Locale.GERMAN, ZoneId.of("Europe/Berlin"), track).svg())
                .contains("21.11.2026");
    }

    @Test
    void aProgressBarIsAsLongAsItsShare() throws Exception {
        var svg = parsed(new ProgressBar(HOSTILE, 0.4567).svg());

        assertThat(elements(svg, "rect").getLast().getAttribute("width")).isEqualTo("45.7");
        assertThat(elements(svg, "title")).hasSize(1);
        assertThatThrownBy(() -> new ProgressBar("?", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Day day(int ago, double value) {
        return new Day(TODAY.minusDays(ago), value, value + " on a day", value + "");
    }

    private static List<Element> marks(Chart chart) throws Exception {
        return elements(parsed(chart.svg()), "rect").stream()
                .filter(box -> box.getAttribute("class").startsWith("mark"))
                .toList();
    }

    private static Element parsed(String elements) throws Exception {
        var text = "<all>" + elements.replace("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"") + "</all>";
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
        return document.getDocumentElement();
    }

    private static List<Element> elements(Element from, String name) {
        var found = from.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
