package lectern.syncnode.feed;

import java.util.Optional;
import java.util.regex.Pattern;

import lectern.syncnode.entry.Mark;

/// How far a reader has followed a feed, and since which restored backup: a mark of an earlier epoch says nothing.
record Cursor(String epoch, Mark mark) {
    private static final Pattern TEXT = Pattern.compile("feed ([0-9]{1,18}) ([0-9]{1,18}) (.+)");

    /// The first word keeps it apart from other texts that are sealed for the same account.
    String text() {
        return "feed " + mark.position() + " " + mark.begun() + " " + epoch;
    }

    static Optional<Cursor> parse(String text) {
        var parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Cursor(
                        parts.group(3), new Mark(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)))))
                : Optional.empty();
    }
}
