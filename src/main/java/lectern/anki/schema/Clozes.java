package lectern.anki.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The parts of a field that are hidden on one card and shown on others: `{{c1::Rome::city}}`, where `city` is the hint
/// that the card shows instead. They may lie within each other.
final class Clozes {
    private static final Pattern OPENING = Pattern.compile("\\{\\{c([\\d,]*\\d[\\d,]*)::");
    private static final String CLOSING = "}}";
    private static final String HINT = "::";
    private static final int DEEPEST = 10;

    /// A field that would have to be written out more often than anybody's is taken as it is.
    private static final long MOST_CHARACTERS = 20_000_000;

    private final Set<String> numbers = new TreeSet<>();

    private Clozes() {}

    /// The field as the question and the answer of each of its cards show it, without marks.
    static void revealed(String field, Consumer<String> sides) {
        var clozes = new Clozes();
        var whole = clozes.parse(field);
        if ((long) clozes.numbers.size() * field.length() > MOST_CHARACTERS) {
            sides.accept(field);
            return;
        }
        for (var number : clozes.numbers) {
            for (var side : Side.values()) {
                sides.accept(whole.stream().map(part -> part.on(side, number)).collect(Collectors.joining()));
            }
        }
    }

    private enum Side {
        QUESTION,
        ANSWER
    }

    private sealed interface Part {
        String on(Side side, String number);
    }

    private record Text(String text) implements Part {
        @Override
        public String on(Side side, String number) {
            return text;
        }
    }

    private static final class Cloze implements Part {
        private final Set<String> numbers;
        private final List<Part> parts = new ArrayList<>();
        private String hint = "...";

        Cloze(Set<String> numbers) {
            this.numbers = numbers;
        }

        void add(String text) {
            int at = text.indexOf(HINT);
            if (at >= 0) {
                hint = text.substring(at + HINT.length());
            }
            parts.add(new Text(at >= 0 ? text.substring(0, at) : text));
        }

        @Override
        public String on(Side side, String number) {
            return side == Side.QUESTION && numbers.contains(number)
                    ? '[' + hint + ']'
                    : parts.stream().map(part -> part.on(side, number)).collect(Collectors.joining());
        }
    }

    private List<Part> parse(String field) {
        var whole = new ArrayList<Part>();
        Deque<Cloze> open = new ArrayDeque<>();
        var opening = OPENING.matcher(field);
        int at = 0;
        int begin = opening.find() ? opening.start() : field.length();
        while (at < field.length()) {
            int end = field.indexOf(CLOSING, at);
            int next = Math.min(begin, end < 0 ? field.length() : end);
            add(field.substring(at, next), whole, open);
            if (next == begin && begin < field.length()) {
                begin(opening.group(1), open);
                at = opening.end();
                begin = opening.find() ? opening.start() : field.length();
            } else if (next < field.length()) {
                end(whole, open);
                at = next + CLOSING.length();
            } else {
                at = next;
            }
        }
        return whole;
    }

    private static void add(String text, List<Part> whole, Deque<Cloze> open) {
        if (open.isEmpty()) {
            whole.add(new Text(text));
        } else if (!text.isEmpty()) {
            open.peek().add(text);
        }
    }

    private void begin(String written, Deque<Cloze> open) {
        var own = Arrays.stream(written.split(","))
                .filter(number -> !number.isEmpty())
                .collect(Collectors.toSet());
        numbers.addAll(own);
        if (open.size() < DEEPEST) {
            open.push(new Cloze(own));
        }
    }

    private static void end(List<Part> whole, Deque<Cloze> open) {
        if (open.isEmpty()) {
            whole.add(new Text(CLOSING));
            return;
        }
        var done = open.pop();
        (open.isEmpty() ? whole : open.peek().parts).add(done);
    }
}
