package lectern.web.chart;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How much was done on each day of up to a year, a week in each column. The more it was, the larger is the day's
/// square, which needs no colour. Half a year is one picture, so that on a telephone the second stands below the first.
///
/// @param from the first day shown
/// @param to the last one
/// @param days those with something to show, in any order; others are left empty
public record Heatmap(String title, Locale locale, LocalDate from, LocalDate to, List<Day> days) implements Chart {
    private static final int CELL = 10;
    private static final int STEP = 13;
    private static final int LEFT = 30;
    private static final int TOP = 16;
    private static final int WEEKS = 27;
    private static final List<Integer> SIZES = List.of(2, 4, 6, CELL);
    private static final int MOST_DAYS = 371; // a year in whole weeks

    public Heatmap {
        days = List.copyOf(days);
        if (to.isBefore(from) || from.plusDays(MOST_DAYS).isBefore(to)) {
            throw new IllegalArgumentException("a heatmap shows one day to a year");
        }
    }

    /// A day on which something happened.
    ///
    /// @param value more than 0; other days are not shown
    /// @param words what is said about it: the day, how much, and of what
    /// @param amount how much and of what, for a table that has the day in front
    public record Day(LocalDate date, double value, String words, String amount) {}

    @Override
    public String svg() {
        var svg = new StringBuilder();
        for (var start = monday(from); !start.isAfter(to); start = start.plusWeeks(WEEKS)) {
            svg.append(part(start));
        }
        return svg.toString();
    }

    @Override
    public ChartTable table() {
        return new ChartTable(
                title,
                shown().sorted(Comparator.comparing(Day::date).reversed())
                        .map(day -> List.of(Dates.medium(day.date(), locale), day.amount()))
                        .toList());
    }

    private String part(LocalDate start) {
        var first = start.isBefore(from) ? from : start;
        var end = start.plusWeeks(WEEKS).minusDays(1);
        var last = end.isAfter(to) ? to : end;
        var drawing = new Drawing(
                "heatmap",
                LEFT + WEEKS * STEP,
                TOP + 7 * STEP,
                "%s, %s – %s".formatted(title, Dates.medium(first, locale), Dates.medium(last, locale)));
        weekdays(drawing);
        months(drawing, start, first, last);
        drawing.line("cell", grid(start, first, last));
        double most = most();
        shown().filter(day -> !day.date().isBefore(first) && !day.date().isAfter(last))
                .forEach(day -> mark(drawing, start, day, most));
        return drawing.done();
    }

    private Stream<Day> shown() {
        return days.stream().filter(day -> day.value() > 0);
    }

    private void weekdays(Drawing drawing) {
        for (var day : List.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY)) {
            drawing.text(
                    LEFT - 6,
                    TOP + (day.getValue() - 1) * STEP + CELL - 1,
                    Drawing.Anchor.END,
                    day.getDisplayName(TextStyle.SHORT_STANDALONE, locale));
        }
    }

    /// Each month is named above the week it begins in, and the first one where there is room for its name.
    private void months(Drawing drawing, LocalDate start, LocalDate first, LocalDate last) {
        var nextMonth = first.with(TemporalAdjusters.firstDayOfNextMonth());
        var named = ChronoUnit.WEEKS.between(start, nextMonth) >= 3 ? first : nextMonth;
        for (var day = named; !day.isAfter(last); day = day.with(TemporalAdjusters.firstDayOfNextMonth())) {
            double week = ChronoUnit.WEEKS.between(start, day);
            if (week <= WEEKS - 2) {
                drawing.text(
                        LEFT + week * STEP,
                        TOP - 6,
                        Drawing.Anchor.START,
                        day.getMonth().getDisplayName(TextStyle.SHORT_STANDALONE, locale));
            }
        }
    }

    private static String grid(LocalDate start, LocalDate first, LocalDate last) {
        var path = new StringBuilder();
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            path.append("M%s %sh9v9h-9z".formatted(Drawing.number(x(start, day) + 0.5), Drawing.number(y(day) + 0.5)));
        }
        return path.toString();
    }

    private static void mark(Drawing drawing, LocalDate start, Day day, double most) {
        int level = level(day.value(), most);
        int size = SIZES.get(level - 1);
        double inset = (CELL - size) / 2.0;
        drawing.box("mark l" + level, x(start, day.date()) + inset, y(day.date()) + inset, size, size, day.words());
    }

    /// The day that only one in twenty exceeds: a single long one would make all others look like nothing.
    private double most() {
        var values = shown().mapToDouble(Day::value).sorted().toArray();
        return values.length == 0 ? 0 : values[(int) Math.ceil(0.95 * (values.length - 1))];
    }

    /// By the square root, so that short days differ as well.
    private static int level(double value, double most) {
        return Math.clamp((int) Math.ceil(SIZES.size() * Math.sqrt(value / most)), 1, SIZES.size());
    }

    private static double x(LocalDate start, LocalDate day) {
        return LEFT + ChronoUnit.WEEKS.between(start, day) * (double) STEP;
    }

    private static double y(LocalDate day) {
        return TOP + (day.getDayOfWeek().getValue() - 1) * (double) STEP;
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
