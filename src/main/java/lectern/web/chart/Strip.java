package lectern.web.chart;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What happened on each of the last days, at a glance, small enough for a row of a table. A day when something went
/// wrong is an empty frame with a stroke through it, so that it differs without colour.
///
/// @param title says the sum of it, because whoever hears the page hears only this
/// @param days the oldest first
public record Strip(String title, List<Day> days) implements Chart {
    private static final int HEIGHT = 18;
    private static final int WIDTH = 4;
    private static final int STEP = 6;

    public Strip {
        days = List.copyOf(days);
    }

    /// One mark.
    ///
    /// @param name of the day, for the table
    /// @param words what happened
    public record Day(String name, Kind kind, String words) {}

    public enum Kind {
        NOTHING,
        GOOD,
        BAD
    }

    @Override
    public String svg() {
        var drawing = new Drawing("strip", Math.max(days.size(), 1) * STEP, HEIGHT, title);
        for (int i = 0; i < days.size(); i++) {
            draw(drawing, i * STEP + 1, days.get(i));
        }
        return drawing.done();
    }

    /// The same in few bytes, for a page with many of them: what happened on a day stands in the table alone.
    public String small() {
        var drawing = new Drawing("strip", Math.max(days.size(), 1) * STEP, HEIGHT, title);
        drawing.shape("cell", "M1 16h%dv2H1z".formatted(Math.max(days.size(), 1) * STEP - 2));
        outline(drawing, "mark", Kind.GOOD, "M%d 0h4v18h-4z");
        outline(drawing, "bad", Kind.BAD, "M%d 0h4v18h-4zm1 1v16h2v-16z");
        return drawing.done();
    }

    private void outline(Drawing drawing, String style, Kind kind, String outline) {
        var path = IntStream.range(0, days.size())
                .filter(i -> days.get(i).kind() == kind)
                .mapToObj(i -> outline.formatted(i * STEP + 1))
                .collect(Collectors.joining());
        if (!path.isEmpty()) {
            drawing.shape(style, path);
        }
    }

    private static void draw(Drawing drawing, int x, Day day) {
        var words = day.name() + ": " + day.words();
        switch (day.kind()) {
            case NOTHING -> drawing.box("cell", x, HEIGHT - 2, WIDTH, 2, words);
            case GOOD -> drawing.box("mark", x, 0, WIDTH, HEIGHT, words);
            case BAD ->
                drawing.line(
                        "bad",
                        "M%s 1h%dv%dh-%2$dzl%2$d %3$d".formatted(Drawing.number(x + 0.5), WIDTH - 1, HEIGHT - 2),
                        "",
                        words);
        }
    }

    @Override
    public ChartTable table() {
        return new ChartTable(
                title,
                days.stream().map(day -> List.of(day.name(), day.words())).toList());
    }
}
