package lectern.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// How a list of things is shown: columns under heads for people, an array of objects for programs.
final class Table<T> {
    private record Column<T>(String name, String head, Function<T, ?> value) {}

    private final String empty;
    private final List<Column<T>> columns = new ArrayList<>();

    /// `empty` is said to people when there is nothing to show.
    Table(String empty) {
        this.empty = empty;
    }

    Table<T> column(String name, String head, Function<T, ?> value) {
        columns.add(new Column<>(name, head, value));
        return this;
    }

    String forPeople(List<T> things, ZoneId zone) {
        if (things.isEmpty()) {
            return empty;
        }
        var lines = new ArrayList<List<String>>();
        lines.add(columns.stream().map(Column::head).toList());
        things.forEach(thing -> lines.add(columns.stream()
                .map(column -> Cell.forPeople(column.value().apply(thing), zone))
                .toList()));
        return aligned(lines);
    }

    ArrayNode forPrograms(List<T> things) {
        var array = JsonNodeFactory.instance.arrayNode();
        things.forEach(thing -> {
            var object = array.addObject();
            columns.forEach(column ->
                    object.set(column.name(), Cell.forPrograms(column.value().apply(thing))));
        });
        return array;
    }

    static String aligned(List<List<String>> lines) {
        var widths = new int[lines.getFirst().size()];
        for (var line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(line.get(i)));
            }
        }
        return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"));
    }

    private static String padded(List<String> line, int[] widths) {
        var text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = line.get(i);
            text.append(cell).repeat(' ', widths[i] - length(cell) + 2);
        }
        return text.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
