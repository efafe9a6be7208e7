package lectern.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;
import lectern.kosync.KosyncSettings;

/// A description of an API as a promise: whatever a server answers in a test must be described there, with this status
/// and in this shape.
public final class ApiDescription implements Manners {
    private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "delete", "patch", "options");

    private final List<DescribedOperation> operations;
    private final UnaryOperator<String> path;
    private final Manner manner;

    private enum Manner {
        /// Old clients send, and are sent, more than is described.
        TOLERANT,
        /// Every header of an answer is described; what was asked is not looked at.
        ANSWERS,
        /// Every header is described, and whatever is carried out was asked as it is described.
        EXACT
    }

    private ApiDescription(String name, Manner manner, UnaryOperator<String> path) {
        var description = read(name);
        var schemas = new DescribedSchemas(description);
        this.operations = description
                .get("paths")
                .propertyStream()
                .flatMap(found -> found.getValue()
                        .propertyStream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> new DescribedOperation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                found.getKey(),
                                operation.getValue(),
                                schemas)))
                .sorted(Comparator.comparingInt(DescribedOperation::variables))
                .toList();
        this.path = path;
        this.manner = manner;
    }

    public static ApiDescription ofTheServer() {
        return new ApiDescription("openapi.json", Manner.TOLERANT, ApiDescription::mergedAndWithoutPrefix);
    }

    /// Its paths are taken as they are: every slash in a key counts.
    public static ApiDescription ofTheStore() {
        return ofTheStore(Manner.EXACT);
    }

    /// The same where only what came back is known, or where strangers ask what they like.
    public static ApiDescription ofTheAnswersOfTheStore() {
        return ofTheStore(Manner.ANSWERS);
    }

    private static ApiDescription ofTheStore(Manner manner) {
        return new ApiDescription("openapi/sync-node.json", manner, path -> path.equals("/store/") ? "/store" : path);
    }

    private static JsonNode read(String name) {
        try (var in = ApiDescription.class.getResourceAsStream("/lectern/server/" + name)) {
            return Json.parse(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Below its prefixes the door of KOReader sync is served once more.
    private static String mergedAndWithoutPrefix(String path) {
        var merged = path.replaceAll("/{2,}", "/").replaceAll("(?<=.)/$", "");
        return KosyncSettings.defaults().prefixes().stream()
                .filter(prefix -> merged.startsWith(prefix + "/"))
                .findFirst()
                .map(prefix -> merged.substring(prefix.length()))
                .orElse(merged);
    }

    /// Every operation as `GET /books`.
    public Set<String> operations() {
        return operations.stream().map(DescribedOperation::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Paths that nobody serves and methods that a path does not have are no part of a description.
    @Override
    public void check(Asked asked, Reply reply) {
        of(asked).ifPresent(operation -> {
            operation.checkReply(asked, reply);
            if (manner != Manner.TOLERANT) {
                operation.checkHeaders(reply);
            }
            if (manner == Manner.EXACT) {
                operation.checkRequest(asked, reply);
            }
        });
    }

    /// HEAD is described by GET where it has no description of its own.
    private Optional<DescribedOperation> of(Asked asked) {
        var described = path.apply(asked.path());
        var methods = asked.method().equals("HEAD") ? Stream.of("HEAD", "GET") : Stream.of(asked.method());
        return methods.flatMap(method -> operations.stream().filter(operation -> operation.covers(method, described)))
                .findFirst();
    }
}
