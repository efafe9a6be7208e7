package lectern.anki.schema;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// The member in which a blob keeps the keys of its JSON object that have no member of their own: what newer
/// clients and add-ons wrote travels on unseen.
final class Other {
    static final int NUMBER = 255;

    private static final Member<ObjectNode> MEMBER = Member.bytes(NUMBER).as(Other::parse, Other::bytes);

    private Other() {}

    /// The keys of a table, and those beside it that have a column or a place of their own.
    static Set<String> known(Set<String> keys, String... more) {
        return Stream.concat(keys.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    /// The message with a copy of all keys that are not `known`.
    static Message store(ObjectNode object, Collection<String> known, Message message) {
        return store(unknown(object, known), message);
    }

    static Message store(ObjectNode unknown, Message message) {
        return MEMBER.set(message, unknown);
    }

    static ObjectNode unknown(ObjectNode object, Collection<String> known) {
        var unknown = Json.object();
        write(object, known, unknown);
        return unknown;
    }

    /// Adds them to the object again, but never one that is `known` by now.
    static void write(Message message, Collection<String> known, ObjectNode object) {
        write(in(message), known, object);
    }

    static void write(ObjectNode from, Collection<String> known, ObjectNode to) {
        from.properties().stream()
                .filter(property -> !known.contains(property.getKey()))
                .forEach(property -> to.set(property.getKey(), property.getValue()));
    }

    static ObjectNode in(Message message) {
        return MEMBER.in(message);
    }

    /// What is no object holds no key.
    private static ObjectNode parse(byte[] bytes) {
        return Json.parseObject(bytes) instanceof Json.Parsed.AnObject(var object) ? object : Json.object();
    }

    private static byte[] bytes(ObjectNode unknown) {
        return unknown.isEmpty() ? new byte[0] : Verbatim.bytes(unknown);
    }
}
