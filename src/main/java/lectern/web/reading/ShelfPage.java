package lectern.web.reading;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.kosync.Titles;
import lectern.kosync.book.Book;
import lectern.kosync.book.Device;
import lectern.web.chart.ProgressBar;
import lectern.web.page.PageForm;
import lectern.web.page.Visit;

/// Somebody's books, some at a time.
///
/// @param search what they are looked through for
/// @param newer where the page before this one is
/// @param older where the next one is
/// @param card where the public picture is, for whoever shows it
record ShelfPage(
        PageForm search,
        Map<String, String> states,
        boolean filtered,
        List<Row> rows,
        Optional<String> newer,
        Optional<String> older,
        boolean cardShown,
        String card) {

    /// @param cover where the picture is
    /// @param bar how far it is read, drawn
    record Row(
            String address,
            Optional<String> cover,
            String name,
            String authors,
            String bar,
            String percent,
            String device,
            Instant at) {

        static Row of(Visit visit, Titles titles, Book book) {
            var address = visit.at(Places.book(book.canonical()));
            var percent = visit.words().percent(book.progress().percentage());
            return new Row(
                    address,
                    titles.inLibrary(book).flatMap(known -> known.cover()).map(_ -> address + "/cover"),
                    titles.name(book),
                    titles.authors(book),
                    new ProgressBar(percent, book.progress().percentage()).svg(),
                    percent,
                    ShelfPage.device(visit, book.progress().device()),
                    book.progress().at());
        }
    }

    static String device(Visit visit, Device device) {
        return device.isLectern() ? visit.say("reading.device.lectern") : device.name();
    }

    static Map<String, String> states(Visit visit) {
        var states = new LinkedHashMap<String, String>();
        for (var state : Shelf.State.values()) {
            states.put(state.text(), visit.say("reading.state." + state.text()));
        }
        return states;
    }
}
