package lectern.kosync.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import lectern.kosync.book.Policy;

/// What an account reads, as plainly as it can be said: no database, no bounds, no names.
final class ReadingModel {
    record Position(int nth, double percentage) {}

    private static final class Document {
        String book;
        final List<Position> pushes = new ArrayList<>();
        Optional<Position> standing = Optional.empty();

        Document(String name) {
            book = name;
        }
    }

    private final Policy policy;
    private final Map<String, Document> documents = new TreeMap<>();

    ReadingModel(Policy policy) {
        this.policy = policy;
    }

    /// Returns whether it becomes the book's position.
    boolean push(String name, Position position) {
        var document = documents.computeIfAbsent(name, Document::new);
        boolean taken = policy == Policy.NEWEST
                || current(name)
                        .map(current -> current.percentage() <= position.percentage())
                        .orElse(true);
        document.pushes.add(position);
        if (taken) {
            document.standing = Optional.of(position);
        }
        return taken;
    }

    void link(List<String> names) {
        names.forEach(name -> documents.computeIfAbsent(name, Document::new));
        var eponym = names.stream()
                .filter(name -> current(name).isPresent())
                .findFirst()
                .orElse(names.getFirst());
        var book = book(eponym);
        var joining = names.stream().map(this::book).toList();
        documents.values().stream()
                .filter(document -> joining.contains(document.book))
                .forEach(document -> document.book = book);
    }

    boolean unlink(String name) {
        if (!documents.containsKey(name) || book(name).equals(name)) {
            return false;
        }
        var book = book(name);
        documents.get(name).book = name;
        standAtLast(documents.get(name));
        standSomewhere(book);
        return true;
    }

    boolean forget(String name) {
        var gone = documents.remove(name);
        if (gone == null) {
            return false;
        }
        var rest = documents.entrySet().stream()
                .filter(entry -> entry.getValue().book.equals(gone.book))
                .toList();
        if (!rest.isEmpty()) {
            var book = gone.book.equals(name) ? rest.getFirst().getKey() : gone.book;
            rest.forEach(entry -> entry.getValue().book = book);
            standSomewhere(book);
        }
        return true;
    }

    private static void standAtLast(Document document) {
        if (!document.pushes.isEmpty()) {
            document.standing = Optional.of(document.pushes.getLast());
        }
    }

    private void standSomewhere(String book) {
        if (current(book).isEmpty()) {
            members(book).stream()
                    .filter(document -> !document.pushes.isEmpty())
                    .max(Comparator.comparingInt(
                            document -> document.pushes.getLast().nth()))
                    .ifPresent(ReadingModel::standAtLast);
        }
    }

    Optional<Position> current(String name) {
        return members(book(name)).stream()
                .flatMap(document -> document.standing.stream())
                .max(Comparator.comparingInt(Position::nth));
    }

    List<Integer> history(String name) {
        return members(book(name)).stream()
                .flatMap(document -> document.pushes.stream())
                .map(Position::nth)
                .sorted()
                .toList();
    }

    String book(String name) {
        return documents.containsKey(name) ? documents.get(name).book : name;
    }

    private List<Document> members(String book) {
        return documents.values().stream()
                .filter(document -> document.book.equals(book))
                .toList();
    }

    /// Each as `member -> canonical manual`.
    List<String> links() {
        return documents.entrySet().stream()
                .filter(entry -> !entry.getValue().book.equals(entry.getKey()))
                .map(entry -> entry.getKey() + " -> " + entry.getValue().book + " manual")
                .toList();
    }
}
