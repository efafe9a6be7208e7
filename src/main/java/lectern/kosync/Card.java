package lectern.kosync;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The picture of what somebody is reading, for a web page or a README. It looks like the card of the Python progress
/// server: the same sizes, words and cuts, except that a name is cut before it is escaped, so that the picture is
/// always well-formed.
record Card(List<Book> books, Theme theme, ZoneId zone) {
    private static final int LONGEST_NAME = 40;
    private static final int WIDTH = 400;
    private static final int BAR = 318;
    private static final int BOOK_HEIGHT = 65;
    private static final int HEADING_HEIGHT = 40;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM dd, yyyy", Locale.ENGLISH);

    private static final String LIGHT =
            ".box{fill:#fff;stroke:#e1e4e8}.line{stroke:#e1e4e8}.bar{fill:#e1e4e8}.done{fill:#2ea44f}.text{fill:#24292e}.small{fill:#6a737d}";
    private static final String DARK =
            ".box{fill:#0d1117;stroke:#30363d}.line{stroke:#30363d}.bar{fill:#30363d}.done{fill:#3fb950}.text{fill:#e6edf3}.small{fill:#8b949e}";

    Card {
        books = List.copyOf(books);
    }

    record Book(String name, double percentage, Instant lastRead) {}

    enum Theme {
        LIGHT,
        DARK,
        AUTO;

        private String style() {
            return switch (this) {
                case LIGHT -> Card.LIGHT;
                case DARK -> Card.DARK;
                case AUTO -> Card.LIGHT + "@media(prefers-color-scheme:dark){" + Card.DARK + "}";
            };
        }
    }

    String svg() {
        var svg = new StringBuilder();
        var height = books.isEmpty() ? 80 : HEADING_HEIGHT + BOOK_HEIGHT * books.size() + 16;
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %1$d %2$d" \
                font-family="-apple-system,'Segoe UI',Helvetica,Arial,sans-serif">
                <style>%s</style>
                <rect class="box" x="0.5" y="0.5" width="%d" height="%d" rx="6"/>
                <text class="text" x="16" y="27" font-size="16" font-weight="bold">Currently Reading</text>
                <line class="line" x1="16" y1="40" x2="384" y2="40"/>
                """.formatted(WIDTH, height, theme.style(), WIDTH - 1, height - 1));
        if (books.isEmpty()) {
            svg.append("<text class=\"small\" x=\"16\" y=\"63\" font-size=\"13\">No books in progress</text>\n");
        }
        for (var i = 0; i < books.size(); i++) {
            append(svg, books.get(i), HEADING_HEIGHT + BOOK_HEIGHT * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void append(StringBuilder svg, Book book, int top) {
        svg.append("""
                <text class="text" x="16" y="%d" font-size="13">%s</text>
                <text class="text" x="384" y="%d" font-size="12" text-anchor="end">%d%%</text>
                <rect class="bar" x="16" y="%d" width="%d" height="6" rx="3"/>
                <rect class="done" x="16" y="%5$d" width="%d" height="6" rx="3"/>
                <text class="small" x="16" y="%d" font-size="11">Last read: %s</text>
                """.formatted(
                        top + 24,
                        escaped(cut(book.name())),
                        top + 41,
                        Math.round(book.percentage() * 100),
                        top + 34,
                        BAR,
                        Math.round(book.percentage() * BAR),
                        top + 57,
                        DAY.format(book.lastRead().atZone(zone))));
    }

    private static String cut(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST_NAME) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 3)) + "...";
    }

    private static String escaped(String name) {
        var escaped = new StringBuilder();
        name.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(mayStandInXml(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /// XML 1.0 has no way at all to write a control character, half a character, or U+FFFE and U+FFFF.
    private static boolean mayStandInXml(int character) {
        return character >= 0x20
                && character != 0x7F
                && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                && character != 0xFFFE
                && character != 0xFFFF;
    }
}
