package lectern.anki.schema;

/// The text of a note's field without its HTML, as clients compare and sort it.
public final class PlainText {
    private final String html;
    private final StringBuilder text;
    private final Search commentEnd = new Search("-->");
    private final Search styleEnd = new Search("</style>");
    private final Search scriptEnd = new Search("</script>");
    private final Search tagEnd = new Search(">");

    private PlainText(String html) {
        this.html = html;
        this.text = new StringBuilder(html.length());
    }

    public static String of(String field) {
        return withoutHtml(MediaTags.replace(field));
    }

    /// The same with nothing in the place of pictures and sounds.
    static String withoutHtml(String html) {
        return decoded(new PlainText(html).withoutTags());
    }

    /// What a text says whose entities are all known.
    static String decoded(String text) {
        return text.indexOf('&') < 0 ? text : Entities.decode(text).replace('\u00a0', ' ');
    }

    private String withoutTags() {
        int at = 0;
        for (int tag = html.indexOf('<'); tag >= 0; tag = html.indexOf('<', at)) {
            int end = endOf(tag);
            text.append(html, at, end > tag ? tag : tag + 1);
            at = Math.max(end, tag + 1);
        }
        return text.append(html, at, html.length()).toString();
    }

    /// Where what begins here ends, with its content if that is none of the text; the same place when it does not
    /// end.
    private int endOf(int tag) {
        int end = -1;
        if (html.startsWith("<!--", tag)) {
            end = commentEnd.behind(tag + 4);
        } else if (isNamed("style", tag)) {
            end = styleEnd.behind(tagEnd.behind(tag));
        } else if (isNamed("script", tag)) {
            end = scriptEnd.behind(tagEnd.behind(tag));
        }
        return Math.max(end >= 0 ? end : tagEnd.behind(tag), tag);
    }

    private boolean isNamed(String name, int tag) {
        return html.regionMatches(true, tag + 1, name, 0, name.length());
    }

    /// Looks for one text from places that lie behind each other, and passes no place twice.
    private final class Search {
        private final String wanted;
        private int found;
        private boolean begun;

        Search(String wanted) {
            this.wanted = wanted;
        }

        /// Where the next one ends, -1 when there is none, or when there is no place to look from.
        int behind(int from) {
            if (from < 0) {
                return -1;
            }
            if (!begun || (found >= 0 && found < from)) {
                begun = true;
                found = indexFrom(from);
            }
            return found < 0 ? -1 : found + wanted.length();
        }

        private int indexFrom(int from) {
            for (int at = from; at <= html.length() - wanted.length(); at++) {
                if (html.regionMatches(true, at, wanted, 0, wanted.length())) {
                    return at;
                }
            }
            return -1;
        }
    }
}
