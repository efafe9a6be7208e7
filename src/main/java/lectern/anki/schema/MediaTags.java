package lectern.anki.schema;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Finds the HTML tags of pictures, sounds and the like, and the names of their files. Where they are replaced,
/// `<img src="a.jpg">` becomes `a.jpg` between blanks.
///
/// What clients look for is a pattern that backtracks: `src=` or `data=` anywhere in the tag, where a `>` ends the
/// tag unless it stands between quotes, as long as that way leads to an end. Here each place of the text is looked
/// at once, from its end to its start, and knows then where the pattern leads from there; so no text takes more
/// than its length.
final class MediaTags {
    private static final List<String> TAGS = List.of("img", "audio", "video", "object", "source");
    private static final List<String> ATTRIBUTES = List.of("src=", "data=");
    private static final int NONE = -1;

    /// Each character takes twenty bytes of memory meanwhile. Longer fields lose their tags and not more.
    private static final int LONGEST = 1_000_000;

    private final String text;
    private final int[] attributeFrom; // where the first attribute is that is found from each place
    private final int[] nextDouble; // the next `"` at or behind each place
    private final int[] nextSingle;
    private final int[] nextBlankOrEnd;
    private final int[] nextEnd; // the next `>`

    private MediaTags(String text) {
        this.text = text;
        int size = text.length() + 2; // a look behind the end finds nothing
        this.attributeFrom = new int[size];
        this.nextDouble = new int[size];
        this.nextSingle = new int[size];
        this.nextBlankOrEnd = new int[size];
        this.nextEnd = new int[size];
        for (int at = size - 1; at >= 0; at--) {
            look(at);
        }
    }

    static String replace(String text) {
        return text.length() > LONGEST || text.indexOf('<') < 0 || text.indexOf('=') < 0
                ? text
                : new MediaTags(text).replaced();
    }

    /// The names as they stand there. What is too long is looked at in parts, none of which begins within a tag.
    static void names(String text, Consumer<String> names) {
        for (int at = 0; at < text.length(); ) {
            int end = endOfPart(text, at);
            if (text.indexOf('<', at) >= 0 && text.indexOf('=', at) >= 0) {
                var part = new MediaTags(text.substring(at, end));
                part.each((_, value) -> names.accept(part.text.substring(value.start, value.end)));
            }
            at = end;
        }
    }

    private static int endOfPart(String text, int start) {
        if (text.length() - start <= LONGEST) {
            return text.length();
        }
        int tag = text.lastIndexOf('<', start + LONGEST);
        return tag > start ? tag : start + LONGEST;
    }

    private String replaced() {
        var replaced = new StringBuilder(text.length());
        var copied = new AtomicInteger();
        each((tag, value) -> {
            replaced.append(text, copied.get(), tag)
                    .append(' ')
                    .append(text, value.start, value.end)
                    .append(' ');
            copied.set(value.tagEnd);
        });
        return replaced.append(text, copied.get(), text.length()).toString();
    }

    private interface Visitor {
        void found(int tag, Value value);
    }

    private void each(Visitor visitor) {
        int behind = 0;
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', Math.max(at + 1, behind))) {
            int attribute = attributeOf(at);
            if (attribute != NONE) {
                var value = value(attribute);
                visitor.found(at, value);
                behind = value.tagEnd;
            }
        }
    }

    private int attributeOf(int tag) {
        return TAGS.stream()
                .filter(name -> text.regionMatches(true, tag + 1, name, 0, name.length()))
                .map(name -> tag + 1 + name.length())
                .filter(end -> !isInWord(end))
                .findFirst()
                .map(this::oneOn)
                .orElse(NONE);
    }

    private void look(int at) {
        nextDouble[at] = next(nextDouble, at, isAt(at, '"'));
        nextSingle[at] = next(nextSingle, at, isAt(at, '\''));
        nextEnd[at] = next(nextEnd, at, isAt(at, '>'));
        nextBlankOrEnd[at] = next(nextBlankOrEnd, at, isAt(at, '>') || isAt(at, ' '));
        attributeFrom[at] = isAttribute(at) ? at : oneOn(at);
    }

    private static int next(int[] known, int at, boolean here) {
        if (here) {
            return at;
        }
        return at + 1 < known.length ? known[at + 1] : NONE;
    }

    private boolean isAt(int at, char character) {
        return at < text.length() && text.charAt(at) == character;
    }

    /// The attribute found after one more step: over any character that does not end the tag, or over a text in
    /// quotes.
    private int oneOn(int at) {
        if (at >= text.length()) {
            return NONE;
        }
        int found = text.charAt(at) == '>' ? NONE : attributeFrom[at + 1];
        if (found == NONE && text.charAt(at) == '"') {
            found = behind(nextDouble[at + 1], at);
        }
        if (found == NONE && text.charAt(at) == '\'') {
            found = behind(nextSingle[at + 1], at);
        }
        return found;
    }

    private int behind(int closing, int opening) {
        return closing > opening + 1 ? attributeFrom[closing + 1] : NONE;
    }

    private boolean isAttribute(int at) {
        return at < text.length() && !isInWord(at - 1) && value(at).tagEnd != NONE;
    }

    /// @param tagEnd [#NONE] when it is no attribute with a value, or no tag ends behind it
    private record Value(int start, int end, int tagEnd) {}

    private Value value(int attribute) {
        for (var name : ATTRIBUTES) {
            if (text.regionMatches(true, attribute, name, 0, name.length())) {
                return valueAt(attribute + name.length());
            }
        }
        return new Value(NONE, NONE, NONE);
    }

    private Value valueAt(int at) {
        if (isAt(at, '"') && endsBehind(nextDouble[at + 1], at + 1)) {
            return upTo(at + 1, nextDouble[at + 1]);
        }
        if (isAt(at, '\'') && endsBehind(nextSingle[at + 1], at + 1)) {
            return upTo(at + 1, nextSingle[at + 1]);
        }
        return endsBehind(nextBlankOrEnd[at], at) ? upTo(at, nextBlankOrEnd[at]) : new Value(NONE, NONE, NONE);
    }

    /// Whether a value that is not empty ends at `end`, and a tag then or later.
    private boolean endsBehind(int end, int start) {
        return end > start && nextEnd[end] != NONE;
    }

    private Value upTo(int start, int end) {
        return new Value(start, end, nextEnd[end] + 1);
    }

    private boolean isInWord(int at) {
        return at >= 0 && at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }
}
