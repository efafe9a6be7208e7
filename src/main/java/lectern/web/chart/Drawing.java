package lectern.web.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An SVG element while it is written. Coordinates are kept to a tenth, which is finer than any screen shows.
final class Drawing {
    static final int TEXT = 10; // the height of letters

    private final StringBuilder svg = new StringBuilder();

    /// @param kind the class by which a page's style finds charts of this kind
    Drawing(String kind, double width, double height, String title) {
        svg.append("<svg class=\"chart %s\" role=\"img\" viewBox=\"0 0 %s %s\" width=\"%2$s\" height=\"%3$s\" "
                .formatted(kind, number(width), number(height)));
        svg.append("fill=\"currentColor\" font-size=\"").append(TEXT).append("\">");
        svg.append("<title>").append(Markup.escaped(title)).append("</title>\n");
    }

    /// A filled box that says something when it is pointed at.
    void box(String kind, double x, double y, double width, double height, String words) {
        svg.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\">"
                .formatted(kind, number(x), number(y), number(width), number(height)));
        svg.append("<title>").append(Markup.escaped(words)).append("</title></rect>\n");
    }

    /// @param path in SVG's own letters
    void line(String kind, String path) {
        svg.append("<path class=\"%s\" d=\"%s\" fill=\"none\" stroke=\"currentColor\"/>\n".formatted(kind, path));
    }

    /// @param dashes lengths of strokes and gaps; none for a line in one piece
    void line(String kind, String path, String dashes, String words) {
        svg.append("<path class=\"%s\" d=\"%s\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\""
                .formatted(kind, path));
        if (!dashes.isEmpty()) {
            svg.append(" stroke-dasharray=\"").append(dashes).append('"');
        }
        svg.append("><title>").append(Markup.escaped(words)).append("</title></path>\n");
    }

    void shape(String kind, String path, String words) {
        svg.append(
                "<path class=\"%s\" d=\"%s\"><title>%s</title></path>\n".formatted(kind, path, Markup.escaped(words)));
    }

    void shape(String kind, String path) {
        svg.append("<path class=\"%s\" d=\"%s\"/>".formatted(kind, path));
    }

    void text(double x, double y, Anchor anchor, String words) {
        svg.append("<text x=\"%s\" y=\"%s\"%s>%s</text>\n"
                .formatted(number(x), number(y), anchor.attribute, Markup.escaped(words)));
    }

    enum Anchor {
        START(""),
        MIDDLE(" text-anchor=\"middle\""),
        END(" text-anchor=\"end\"");

        private final String attribute;

        Anchor(String attribute) {
            this.attribute = attribute;
        }
    }

    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    String done() {
        return svg.append("</svg>\n").toString();
    }
}
