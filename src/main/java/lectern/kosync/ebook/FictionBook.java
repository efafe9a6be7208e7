package lectern.kosync.ebook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a FictionBook (FB2) says in its first part; the rest is not looked at.
final class FictionBook {
    static final int MOST_BYTES = 1 << 20;

    private FictionBook() {}

    /// Whether it may be one: some XML.
    static boolean isOne(byte[] start) {
        var text = new String(start, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("^ï»¿", "").stripLeading().startsWith("<");
    }

    /// @param start all of it, or the beginning
    static Said read(byte[] start) {
        var document = Xml.of(start);
        var title = Optional.<String>empty();
        List<String> authors = new ArrayList<>();
        boolean isFictionBook = document.next() && document.isBegin("FictionBook");
        while (isFictionBook && document.next() && !document.isEnd("title-info")) {
            if (document.isBegin("book-title") && title.isEmpty()) {
                title = Optional.of(document.text());
            } else if (document.isBegin("author")) {
                authors.add(author(document));
            }
        }
        return new Said(title, authors);
    }

    private static String author(Xml document) {
        var first = "";
        var middle = "";
        var last = "";
        var nickname = "";
        while (document.next() && !document.isEnd("author")) {
            if (document.isBegin("first-name")) {
                first = document.text();
            } else if (document.isBegin("middle-name")) {
                middle = document.text();
            } else if (document.isBegin("last-name")) {
                last = document.text();
            } else if (document.isBegin("nickname")) {
                nickname = document.text();
            }
        }
        var name = Stream.of(first, middle, last)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? nickname : name;
    }
}
