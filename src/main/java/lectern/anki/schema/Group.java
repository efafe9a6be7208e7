package lectern.anki.schema;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// A key of a preset that holds an object of its own, whose keys stand in the same message as all others. One that
/// cannot be read is replaced by its defaults as a whole.
final class Group implements Line {
    private final Key<ObjectNode> key;
    private final List<Line> lines;

    Group(String name, String defaults, Line... lines) {
        this.lines = List.of(lines);
        this.key = Key.lenient(
                name,
                new Kind<>(node -> Kind.OBJECT.read(node).filter(this::isReadable), object -> object),
                Json.parse(defaults.getBytes(StandardCharsets.UTF_8)).asObject());
    }

    String key() {
        return key.name();
    }

    @Override
    public Set<String> keys() {
        return Set.of(key.name());
    }

    @Override
    public Set<Integer> members() {
        return lines.stream().map(Line::members).flatMap(Collection::stream).collect(Collectors.toSet());
    }

    private boolean isReadable(ObjectNode object) {
        try {
            stored(object, Message.EMPTY);
            return true;
        } catch (Unreadable _) {
            return false;
        }
    }

    @Override
    public Message store(ObjectNode object, Message message) {
        return stored(key.in(object), message);
    }

    private Message stored(ObjectNode group, Message message) {
        var stored = message;
        for (var line : lines) {
            stored = line.store(group, stored);
        }
        return stored;
    }

    @Override
    public void write(Message message, ObjectNode object) {
        var group = Json.object();
        lines.forEach(line -> line.write(message, group));
        key.set(object, group);
    }

    private Set<String> known() {
        return lines.stream().map(Line::keys).flatMap(Collection::stream).collect(Collectors.toSet());
    }

    /// What of the group in `object` has no member of its own.
    Optional<ObjectNode> unknown(ObjectNode object) {
        return key.find(object).map(group -> Other.unknown(group, known()));
    }

    /// Adds that to the group again.
    void writeUnknown(ObjectNode other, ObjectNode object) {
        var group = Kind.OBJECT.read(object.get(key.name()));
        var unknown = other.optional(key.name()).flatMap(Kind.OBJECT::read);
        group.ifPresent(known -> unknown.ifPresent(found -> Other.write(found, known(), known)));
    }
}
