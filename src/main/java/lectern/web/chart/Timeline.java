package lectern.web.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Where each of several readers was in a book, over time. Each has its own shape and its own kind of stroke, and below
/// stands whose they are.
///
/// @param tracks of more than eight, shapes come again
public record Timeline(String title, Locale locale, ZoneId zone, List<Track> tracks) implements Chart {
    private static final int WIDTH = 360;
    private static final int LEFT = 44;
    private static final int RIGHT = WIDTH - 8;
    private static final int TOP = 10;
    private static final int BASE = 130;
    private static final int LEGEND = 160;
    private static final int LEGEND_LINE = 16;
    private static final int LONGEST_NAME = 48;

    /// Around the middle of a mark, in SVG's own letters.
    private static final List<String> SHAPES = List.of(
            "m-3 -3h6v6h-6z", // square
            "m0 -4l4 4l-4 4l-4 -4z", // diamond
            "m0 -4l4 7h-8z", // triangle
            "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z", // disc
            "m0 4l4 -7h-8z", // triangle on its head
            "m-4 -1h8v2h-8zm3 -3h2v8h-2z", // cross
            "m-1.5 -4h3v8h-3z", // post
            "m-4 -1.5h8v3h-8z"); // plank

    private static final List<String> DASHES =
            List.of("", "6 3", "2 2", "8 2 2 2", "1 3", "10 4", "4 4", "6 2 1 2 1 2");

    public Timeline {
        tracks = List.copyOf(tracks);
    }

    public record Track(String name, List<Point> points) {
        public Track {
            points = points.stream().sorted(Comparator.comparing(Point::at)).toList();
        }
    }

    /// Where somebody stood.
    ///
    /// @param share 0 to 1
    /// @param when in words
    /// @param where in words
    public record Point(Instant at, double share, String when, String where) {
        public Point {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share is a number from 0 to 1");
            }
        }
    }

    @Override
    public String svg() {
        var drawing = new Drawing("timeline", WIDTH, LEGEND + tracks.size() * (double) LEGEND_LINE, title);
        for (int percent = 0; percent <= 100; percent += 50) {
            double y = y(percent / 100.0);
            drawing.text(LEFT - 6, y + 3, Drawing.Anchor.END, percent + " %");
            drawing.line("axis", "M%d %sH%d".formatted(LEFT, Drawing.number(y), RIGHT));
        }
        var span = new Span(
                points().map(Point::at).min(Comparator.naturalOrder()).orElse(Instant.EPOCH),
                points().map(Point::at).max(Comparator.naturalOrder()).orElse(Instant.EPOCH));
        if (points().findAny().isPresent()) {
            days(drawing, span);
        }
        for (int i = 0; i < tracks.size(); i++) {
            draw(drawing, span, tracks.get(i), SHAPES.get(i % SHAPES.size()), DASHES.get(i % DASHES.size()));
            legend(drawing, tracks.get(i), SHAPES.get(i % SHAPES.size()), LEGEND + (i + 0.5) * LEGEND_LINE);
        }
        return drawing.done();
    }

    /// What the width stands for.
    private record Span(Instant first, Instant last) {
        private double x(Instant at) {
            double whole = Duration.between(first, last).toNanos();
            return whole == 0
                    ? (LEFT + RIGHT) / 2.0
                    : LEFT
                            + 5
                            + (RIGHT - LEFT - 10.0)
                                    * Duration.between(first, at).toNanos()
                                    / whole;
        }

        private String spot(Point point) {
            return Drawing.number(x(point.at())) + " " + Drawing.number(y(point.share()));
        }
    }

    private void days(Drawing drawing, Span span) {
        var first = Dates.medium(span.first().atZone(zone).toLocalDate(), locale);
        var last = Dates.medium(span.last().atZone(zone).toLocalDate(), locale);
        drawing.text(LEFT, BASE + 16, Drawing.Anchor.START, first);
        if (!last.equals(first)) {
            drawing.text(RIGHT, BASE + 16, Drawing.Anchor.END, last);
        }
    }

    private static void draw(Drawing drawing, Span span, Track track, String shape, String dashes) {
        var path = new StringBuilder();
        for (var point : track.points()) {
            path.append(path.isEmpty() ? 'M' : 'L').append(span.spot(point));
        }
        if (track.points().size() > 1) {
            drawing.line("mark line", path.toString(), dashes, track.name());
        }
        for (var point : track.points()) {
            drawing.shape("mark", "M" + span.spot(point) + shape, words(track, point));
        }
    }

    private static void legend(Drawing drawing, Track track, String shape, double y) {
        drawing.shape("mark", "M%d %s%s".formatted(LEFT + 4, Drawing.number(y - 3.5), shape), track.name());
        drawing.text(LEFT + 14, y, Drawing.Anchor.START, Markup.cut(track.name(), LONGEST_NAME));
    }

    private static double y(double share) {
        return BASE - share * (BASE - TOP);
    }

    private Stream<Point> points() {
        return tracks.stream().flatMap(track -> track.points().stream());
    }

    private static String words(Track track, Point point) {
        return "%s, %s: %s".formatted(track.name(), point.when(), point.where());
    }

    @Override
    public ChartTable table() {
        record Said(String name, Point point) {}
        return new ChartTable(
                title,
                tracks.stream()
                        .flatMap(track -> track.points().stream().map(point -> new Said(track.name(), point)))
                        .sorted(Comparator.comparing((Said said) -> said.point().at())
                                .reversed())
                        .map(said -> List.of(
                                said.point().when(), said.name(), said.point().where()))
                        .toList());
    }
}
