package lectern.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// The schemas of one description, and what its references mean.
final class DescribedSchemas {
    private final JsonNode description;
    private final JsonNode components;
    private final JsonNode closed;
    private final Map<JsonNode, Schema> ofRequests = new ConcurrentHashMap<>(); // compiled
    private final Map<JsonNode, Schema> ofReplies = new ConcurrentHashMap<>(); // compiled

    DescribedSchemas(JsonNode description) {
        this.description = description;
        this.components = description.get("components");
        this.closed = closed(components);
    }

    /// What a reference refers to, anything else as it is.
    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : description.at(reference.substring(1));
    }

    /// What is wrong with something that was sent to us, where members that are not described are welcome.
    List<String> problemsOfRequest(JsonNode schema, String json) {
        return problems(ofRequests.computeIfAbsent(schema, wanted -> compiled(wanted, components)), json);
    }

    /// What is wrong with something that we sent. A description lets members be added later; ours describes them now.
    List<String> problemsOfReply(JsonNode schema, String json) {
        return problems(ofReplies.computeIfAbsent(schema, wanted -> compiled(closed(wanted), closed)), json);
    }

    /// What is wrong with the value of a header or of a parameter.
    List<String> problemsOfText(JsonNode schema, String text) {
        var number = resolved(schema).path("type").asString("").equals("integer") && text.matches("-?\\d{1,18}");
        var json = number ? text : Json.array().add(text).get(0).toString();
        return problemsOfRequest(schema, json);
    }

    private static List<String> problems(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /// A schema of the description stands alone once the components that it may name stand beside it.
    private static Schema compiled(JsonNode schema, JsonNode components) {
        var alone = Json.object();
        alone.set("components", components);
        alone.putArray("allOf").add(schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(alone);
    }

    private static JsonNode closed(JsonNode schema) {
        var copy = schema.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(DescribedSchemas::close);
    }
}
