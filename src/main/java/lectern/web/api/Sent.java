package lectern.web.api;

import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.http.Request;
import lectern.json.Json;

/// The JSON object that a script sent. `null` is the same as absent, and what nobody knows is ignored.
public record Sent(ObjectNode object) {
    private static final int MOST_BYTES = 256 * 1024;

    static Sent in(Request request) {
        return switch (Json.parseObject(request.body(MOST_BYTES))) {
            case Json.Parsed.AnObject(var object) -> new Sent(object);
            case Json.Parsed.NotAnObject _ -> throw ApiRefusal.unreadable("The body is not a JSON object.");
            case Json.Parsed.Malformed(var reason) -> throw ApiRefusal.unreadable("The body is " + reason + ".");
        };
    }

    private Optional<JsonNode> find(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    /// Absent, or a text.
    public Optional<String> text(String name) {
        return find(name)
                .map(node ->
                        node.stringValueOpt().orElseThrow(() -> ApiRefusal.invalid(name, "`" + name + "` is a text.")));
    }

    /// A text that must be there, but may be empty.
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> ApiRefusal.invalid(name, "`" + name + "` is missing."));
    }

    /// Absent, or true or false.
    public Optional<Boolean> flag(String name) {
        return find(name)
                .map(node -> node.booleanValueOpt()
                        .orElseThrow(() -> ApiRefusal.invalid(name, "`" + name + "` is true or false.")));
    }
}
