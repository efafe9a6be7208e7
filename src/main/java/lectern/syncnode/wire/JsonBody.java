package lectern.syncnode.wire;

import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.http.Request;
import lectern.json.Json;

/// A body of JSON, whatever its `Content-Type` says. Members we do not know do not matter, and `null` is as good as
/// absent.
public record JsonBody(ObjectNode members) {
    public static final int LARGEST = 64 * 1024;
    public static final int LARGEST_LIST = 1024 * 1024;

    /// Empty when it is no object.
    public static Optional<JsonBody> of(Request request) {
        return of(request, LARGEST);
    }

    static Optional<JsonBody> of(Request request, int largest) {
        return switch (Json.parseObject(request.body(largest))) {
            case Json.Parsed.AnObject(var object) -> Optional.of(new JsonBody(object));
            case Json.Parsed.NotAnObject _, Json.Parsed.Malformed _ -> Optional.empty();
        };
    }

    public static ArrayNode listOf(Request request) {
        try {
            if (Json.parse(request.body(LARGEST_LIST)) instanceof ArrayNode list) {
                return list;
            }
        } catch (Json.Malformed _) {
            // told below
        }
        throw new Refusal(new SyncNodeError.BadRequest("The body is no list of JSON."));
    }

    /// Empty when it is absent, or no text.
    public Optional<String> text(String name) {
        return Optional.ofNullable(members.get(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    /// Off when it is absent; anything but `true` and `false` is refused.
    public boolean flag(String name) {
        var node = Optional.ofNullable(members.get(name)).filter(found -> !found.isNull());
        if (node.isPresent() && !node.get().isBoolean()) {
            throw new Refusal(new SyncNodeError.BadRequest("Neither true nor false: " + name));
        }
        return node.map(JsonNode::booleanValue).orElse(false);
    }

    /// Empty when it is absent; anything but a whole number is refused.
    public Optional<Long> whole(String name) {
        var node = Optional.ofNullable(members.get(name)).filter(found -> !found.isNull());
        if (node.isPresent() && !node.get().canConvertToLong()) {
            throw new Refusal(new SyncNodeError.BadRequest("Not a whole number: " + name));
        }
        return node.map(JsonNode::longValue);
    }
}
