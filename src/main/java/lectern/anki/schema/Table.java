package lectern.anki.schema;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.node.ObjectNode;

/// How the keys of a JSON object and the members of a message belong together, line by line.
final class Table {
    private final List<Line> lines;
    private final Set<Integer> members;
    private final Set<String> keys;

    Table(Line... lines) {
        this.lines = List.of(lines);
        this.members = this.lines.stream()
                .map(Line::members)
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
        this.keys =
                this.lines.stream().map(Line::keys).flatMap(Collection::stream).collect(Collectors.toUnmodifiableSet());
    }

    Set<String> keys() {
        return keys;
    }

    /// What the object says, as a message.
    Message read(ObjectNode object) {
        var message = Message.EMPTY;
        for (var line : lines) {
            message = line.store(object, message);
        }
        return message;
    }

    void write(Message message, ObjectNode object) {
        lines.forEach(line -> line.write(message, object));
    }

    /// With those members of `stored` that neither this table nor the message knows: a newer client wrote them, and
    /// JSON does not carry them.
    Message keepUnknown(Message message, Message stored) {
        return message.and(
                stored.without(number -> members.contains(number) || number == Other.NUMBER || message.has(number)));
    }
}
