package lectern.web.reading;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import lectern.kosync.book.DocumentId;
import lectern.kosync.diary.ReadingDay;
import lectern.kosync.diary.ReadingDays;
import lectern.web.chart.Bars;
import lectern.web.chart.Heatmap;
import lectern.web.page.Visit;

import static java.util.stream.Collectors.toMap;

/// When somebody read, and how much.
///
/// @param finished of the last year, the newest first
/// @param weekdays short names, Monday first
/// @param weeks of the month that is shown, each of seven days
record DaysPage(
        List<Figure> numbers,
        Heatmap year,
        Bars month30,
        List<FinishedBook> finished,
        String month,
        List<String> weekdays,
        List<List<Day>> weeks,
        List<DayOfReading> read,
        String earlier,
        Optional<String> later) {
    private static final int BARS = 30;

    record Figure(String value, String what) {}

    record Book(String address, String name) {}

    record FinishedBook(String date, Book book) {}

    /// @param date empty outside of the month
    /// @param amount empty when nothing was read
    record Day(String date, String amount) {}

    record DayOfReading(String date, String amount, List<Book> books) {}

    /// @param books how a book is shown, by its canonical document
    static DaysPage of(Visit visit, ReadingDays all, YearMonth month, Function<DocumentId, Book> books) {
        var today = visit.words().today();
        var locale = visit.language().locale();
        var year = all.between(today.minusYears(1).plusDays(1), today);
        var read = all.between(month.atDay(1), month.atEndOfMonth()).days().stream()
                .collect(toMap(ReadingDay::date, Function.identity()));
        return new DaysPage(
                numbers(visit, all, year, today),
                new Heatmap(
                        visit.say("reading.year"),
                        locale,
                        today.minusYears(1).plusDays(1),
                        today,
                        year.days().stream().map(day -> marked(visit, day)).toList()),
                bars(visit, all, today),
                year.finished().stream()
                        .map(book -> new FinishedBook(visit.words().day(book.date()), books.apply(book.book())))
                        .toList(),
                month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale) + " " + month.getYear(),
                Arrays.stream(DayOfWeek.values())
                        .map(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, locale))
                        .toList(),
                weeks(visit, month, read),
                read.values().stream()
                        .sorted((one, other) -> other.date().compareTo(one.date()))
                        .map(day -> new DayOfReading(
                                visit.words().day(day.date()),
                                amount(visit, day),
                                day.books().stream()
                                        .map(books)
                                        .sorted((one, other) -> one.name().compareTo(other.name()))
                                        .toList()))
                        .toList(),
                link(visit, month.minusMonths(1)),
                month.atEndOfMonth().isBefore(today)
                        ? Optional.of(link(visit, month.plusMonths(1)))
                        : Optional.empty());
    }

    private static List<Figure> numbers(Visit visit, ReadingDays all, ReadingDays year, LocalDate today) {
        var words = visit.words();
        return List.of(
                new Figure(words.number(all.streak(today)), visit.say("reading.streak")),
                new Figure(words.number(all.longestStreak()), visit.say("reading.streak.longest")),
                new Figure(words.number(year.days().size()), visit.say("reading.days.year")),
                new Figure(words.number(year.finished().size()), visit.say("reading.finished.year")));
    }

    private static Heatmap.Day marked(Visit visit, ReadingDay day) {
        var amount = amount(visit, day);
        return new Heatmap.Day(day.date(), day.share(), visit.words().day(day.date()) + ": " + amount, amount);
    }

    private static Bars bars(Visit visit, ReadingDays all, LocalDate today) {
        var days = all.between(today.minusDays(BARS - 1), today).days().stream()
                .collect(toMap(ReadingDay::date, Function.identity()));
        return new Bars(
                visit.say("reading.bars"),
                IntStream.rangeClosed(1 - BARS, 0)
                        .mapToObj(today::plusDays)
                        .map(date -> Optional.ofNullable(days.get(date))
                                .map(day -> new Bars.Bar(shortly(visit, date), day.share(), amount(visit, day)))
                                .orElseGet(() -> new Bars.Bar(
                                        shortly(visit, date), 0, visit.words().percent(0))))
                        .toList());
    }

    private static String shortly(Visit visit, LocalDate date) {
        return date.getDayOfMonth() + " "
                + date.getMonth()
                        .getDisplayName(
                                TextStyle.SHORT_STANDALONE, visit.language().locale());
    }

    /// Percent of a book, and pages where they are known.
    static String amount(Visit visit, ReadingDay day) {
        var share = percent(visit, day);
        return day.pages() >= 0.5
                ? visit.say(
                        "reading.amount.pages",
                        share,
                        visit.words().count("reading.pages", Math.max(Math.round(day.pages()), 1)))
                : share;
    }

    private static List<List<Day>> weeks(Visit visit, YearMonth month, Map<LocalDate, ReadingDay> read) {
        var weeks = new ArrayList<List<Day>>();
        var first = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (var monday = first; !monday.isAfter(month.atEndOfMonth()); monday = monday.plusWeeks(1)) {
            weeks.add(Stream.iterate(monday, day -> day.plusDays(1))
                    .limit(7)
                    .map(date -> day(visit, month, date, Optional.ofNullable(read.get(date))))
                    .toList());
        }
        return weeks;
    }

    private static Day day(Visit visit, YearMonth month, LocalDate date, Optional<ReadingDay> read) {
        return new Day(
                YearMonth.from(date).equals(month) ? Integer.toString(date.getDayOfMonth()) : "",
                read.map(day -> percent(visit, day)).orElse(""));
    }

    /// However little it is, it is not nothing.
    private static String percent(Visit visit, ReadingDay day) {
        return visit.words().percent(Math.max(day.share(), 0.01));
    }

    private static String link(Visit visit, YearMonth month) {
        return visit.at(Places.DAYS + "?month=" + month);
    }
}
