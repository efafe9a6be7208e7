package lectern.web.chart;

import java.util.List;

/// Amounts side by side: what was done on each of the last days, or what is due on each of the next.
///
/// @param bars in the order in which they are drawn, from left to right
public record Bars(String title, List<Bar> bars) implements Chart {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 120;
    private static final int TOP = 16;
    private static final int BASE = 104;
    private static final int LABEL_WIDTH = 48;

    public Bars {
        bars = List.copyOf(bars);
        if (bars.stream().anyMatch(bar -> !(bar.value() >= 0) || Double.isInfinite(bar.value()))) {
            throw new IllegalArgumentException("a bar has a height");
        }
    }

    /// One of them.
    ///
    /// @param name what stands below it where there is room, and before it in the table
    /// @param value 0 or more
    /// @param words the value with what is counted
    public record Bar(String name, double value, String words) {}

    @Override
    public String svg() {
        var drawing = new Drawing("bars", WIDTH, HEIGHT, title);
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        double step = (double) WIDTH / Math.max(bars.size(), 1);
        int every = Math.max((int) Math.ceil(LABEL_WIDTH / step), 1);
        drawing.line("axis", "M0 %sh%d".formatted(Drawing.number(BASE + 0.5), WIDTH));
        for (int i = 0; i < bars.size(); i++) {
            var bar = bars.get(i);
            double height = most > 0 ? bar.value() / most * (BASE - TOP) : 0;
            drawing.box(
                    "mark",
                    i * step + step * 0.1,
                    BASE - shown(bar, height),
                    step * 0.8,
                    shown(bar, height),
                    bar.name() + ": " + bar.words());
            if (i % every == 0) {
                label(drawing, i, step, every, bar);
            }
        }
        bars.stream()
                .filter(bar -> most > 0 && bar.value() == most)
                .findFirst()
                .ifPresent(bar -> peak(drawing, (bars.indexOf(bar) + 0.5) * step, bar));
        return drawing.done();
    }

    /// However little it is, it is not nothing.
    private static double shown(Bar bar, double height) {
        return bar.value() > 0 ? Math.max(height, 1) : 0;
    }

    private static void label(Drawing drawing, int i, double step, int every, Bar bar) {
        if (every == 1) {
            drawing.text((i + 0.5) * step, HEIGHT - 4, Drawing.Anchor.MIDDLE, bar.name());
        } else if (i * step + LABEL_WIDTH <= WIDTH) {
            drawing.text(i * step, HEIGHT - 4, Drawing.Anchor.START, bar.name());
        }
    }

    /// The largest one says how much it is, which gives all others their measure.
    private static void peak(Drawing drawing, double middle, Bar bar) {
        var anchor = middle < WIDTH / 3.0
                ? Drawing.Anchor.START
                : middle > WIDTH * 2 / 3.0 ? Drawing.Anchor.END : Drawing.Anchor.MIDDLE;
        drawing.text(middle, TOP - 5, anchor, bar.words());
    }

    @Override
    public ChartTable table() {
        return new ChartTable(
                title,
                bars.stream().map(bar -> List.of(bar.name(), bar.words())).toList());
    }
}
