package lectern.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;

import lectern.json.Json;
import lectern.kosync.KosyncSettings;

import static org.assertj.core.api.Assertions.assertThat;

/// `openapi.json` as a promise: whatever a server answers in a test must be described there, with this status and
/// in this shape.
public final class ApiDescription implements Manners {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode description;
    private final List<Operation> operations;
    /// Below them the door of KOReader sync is served once more.
    private final List<String> prefixes = KosyncSettings.defaults().prefixes();

    private record Operation(String method, String path, JsonNode described) {
        boolean covers(String askedMethod, String askedPath) {
            return method.equals(askedMethod) && askedPath.matches(path.replaceAll("\\{[^}]+}", "[^/]+"));
        }

        /// `/documents/links` is itself and not a document called `links`.
        int variables() {
            return path.length() - path.replace("{", "").length();
        }
    }

    private ApiDescription(JsonNode description) {
        this.description = description;
        this.operations = description
                .get("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())))
                .sorted(Comparator.comparingInt(Operation::variables))
                .toList();
    }

    public static ApiDescription ofTheServer() {
        try (var in = ApiDescription.class.getResourceAsStream("/lectern/server/openapi.json")) {
            return new ApiDescription(Json.parse(in.readAllBytes()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Every operation as `GET /books`.
    public Set<String> operations() {
        return operations.stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Paths that nobody serves and methods that a path does not have are no part of a description.
    @Override
    public void check(String method, String target, Reply reply) {
        var path = pathOf(target);
        operations.stream()
                .filter(operation -> operation.covers(method, path))
                .findFirst()
                .ifPresent(operation -> check(operation, reply));
    }

    private String pathOf(String target) {
        var merged = target.replaceAll("\\?.*", "").replaceAll("/{2,}", "/").replaceAll("(?<=.)/$", "");
        return prefixes.stream()
                .filter(prefix -> merged.startsWith(prefix + "/"))
                .findFirst()
                .map(prefix -> merged.substring(prefix.length()))
                .orElse(merged);
    }

    private void check(Operation operation, Reply reply) {
        var what = operation.method() + " " + operation.path() + " " + reply.status();
        var described = operation.described().get("responses").get(Integer.toString(reply.status()));
        assertThat(described)
                .as("%s is in openapi.json; it answered %s", what, reply.body())
                .isNotNull();
        var content = resolved(described).path("content");
        if (content.isMissingNode()) {
            assertThat(reply.body()).as(what).isEmpty();
            return;
        }
        var type = reply.header("Content-Type").orElse("none").replaceAll(";.*", "");
        assertThat(content.propertyNames()).as("content type of %s", what).contains(type);
        if (type.equals("application/json")) {
            assertThat(problems(content.get(type).get("schema"), reply.body()))
                    .as("%s: %s", what, reply.body())
                    .isEmpty();
        }
    }

    private JsonNode resolved(JsonNode response) {
        var reference = response.path("$ref").asString("");
        return reference.isEmpty() ? response : description.at(reference.substring(1));
    }

    /// A schema of the description stands alone once the components that it may name stand beside it.
    private List<String> problems(JsonNode schema, String body) {
        var alone = Json.object();
        alone.set("components", description.get("components"));
        alone.putArray("allOf").add(schema);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(alone)
                .validate(body, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
