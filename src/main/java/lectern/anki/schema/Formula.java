package lectern.anki.schema;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A way to write LaTeX in a field.
///
/// @param before what stands around it when it is set, and `after`
record Formula(String open, String close, String before, String after) {
    private static final Formula PLAIN = new Formula("[latex]", "[/latex]", "", "");
    private static final Formula INLINE = new Formula("[$]", "[/$]", "$", "$");
    private static final Formula DISPLAYED = new Formula("[$$]", "[/$$]", "\\begin{displaymath}", "\\end{displaymath}");

    private static Stream<Formula> all() {
        return Stream.of(PLAIN, INLINE, DISPLAYED);
    }

    static boolean isIn(String text) {
        return text.indexOf("[/") > 0
                && all().anyMatch(formula -> formula.next(text, 0).isPresent());
    }

    /// The LaTeX of each formula, with its HTML. One that does not end makes all later ones of its kind not end.
    static void each(String text, Consumer<String> formulas) {
        var kinds = all().collect(Collectors.toCollection(ArrayList::new));
        for (int at = text.indexOf('['); at >= 0 && !kinds.isEmpty(); ) {
            int start = at;
            var begun = kinds.stream()
                    .filter(kind -> startsAt(text, start, kind.open))
                    .findFirst();
            var found = begun.flatMap(kind -> kind.next(text, start));
            found.ifPresent(span -> formulas.accept(span.latex(text)));
            begun.filter(_ -> found.isEmpty()).ifPresent(kinds::remove);
            at = text.indexOf('[', found.map(Span::end).orElse(start + 1));
        }
    }

    /// @param end behind the whole of it
    private record Span(Formula formula, int start, int end) {
        String latex(String text) {
            return formula.before
                    + text.substring(start + formula.open.length(), end - formula.close.length())
                    + formula.after;
        }
    }

    private Optional<Span> next(String text, int from) {
        int start = find(text, open, from);
        int end = start < 0 ? -1 : find(text, close, start + open.length() + 1);
        return end < 0 ? Optional.empty() : Optional.of(new Span(this, start, end + close.length()));
    }

    private static int find(String text, String wanted, int from) {
        for (int at = text.indexOf('[', from); at >= 0; at = text.indexOf('[', at + 1)) {
            if (startsAt(text, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsAt(String text, int at, String wanted) {
        return text.regionMatches(true, at, wanted, 0, wanted.length());
    }
}
