package lectern.kosync.ebook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import lectern.kosync.book.Metadata;

/// What stands in a file about itself.
record Said(Optional<String> title, List<String> authors) {
    static final Said NOTHING = new Said(Optional.empty(), List.of());

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    Said {
        title = title.map(Said::tidy).filter(text -> !text.isEmpty());
        authors = authors.stream()
                .map(Said::tidy)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    Metadata metadata() {
        var lines = authors.isEmpty() ? Optional.<String>empty() : Optional.of(String.join("\n", authors));
        return new Metadata(Optional.empty(), title, lines);
    }

    private static String tidy(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
