package lectern.web.chart;

/// Any text as it may stand in SVG and HTML, between tags and in attributes.
public final class Markup {
    private Markup() {}

    public static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
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

    /// The first `limit` characters, the last of them an ellipsis when there are more.
    static String cut(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
    }

    /// XML 1.0 has no way at all to write a control character, half a character, or U+FFFE and U+FFFF.
    private static boolean mayStandInXml(int character) {
        return (character >= 0x20 || character == '\t' || character == '\n')
                && (character < 0x7F || character > 0x9F)
                && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                && character != 0xFFFE
                && character != 0xFFFF;
    }
}
