package lectern.anki.media;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a [MediaIndex] promises, as plainly as it can be said.
final class MediaModel {
    /// @param content empty when the file was deleted
    record Line(long usn, Optional<String> content) {}

    private final Map<String, Line> lines = new TreeMap<>();
    private long usn;

    void put(String name, String content) {
        if (!content(name).equals(Optional.of(content))) {
            lines.put(name, new Line(++usn, Optional.of(content)));
        }
    }

    void delete(String name) {
        if (content(name).isPresent()) {
            lines.put(name, new Line(++usn, Optional.empty()));
        }
    }

    Optional<String> content(String name) {
        return Optional.ofNullable(lines.get(name)).flatMap(Line::content);
    }

    long usn() {
        return usn;
    }

    long files() {
        return lines.values().stream()
                .filter(line -> line.content().isPresent())
                .count();
    }

    /// `name usn content`, in the order of the numbers.
    List<String> changes(long after) {
        return lines.entrySet().stream()
                .filter(entry -> entry.getValue().usn() > after)
                .sorted(Comparator.comparingLong(entry -> entry.getValue().usn()))
                .map(entry -> entry.getKey() + " " + entry.getValue().usn() + " "
                        + entry.getValue().content().orElse("-"))
                .toList();
    }
}
