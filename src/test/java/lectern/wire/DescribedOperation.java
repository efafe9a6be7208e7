package lectern.wire;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// One operation of a description, and whether an exchange keeps to it.
record DescribedOperation(String method, String path, JsonNode described, DescribedSchemas schemas) {
    /// Headers that mean something in this protocol: none of them is in an answer that does not describe it.
    private static final Pattern TELLING =
            Pattern.compile("X-Sync-.*|Upload-.*|Tus-.*|ETag|Last-Modified|Link|Location|Repr-Digest|Content-Range");

    String name() {
        return method + " " + path;
    }

    /// A key may hold slashes, which other variables end at.
    boolean covers(String askedMethod, String askedPath) {
        return method.equals(askedMethod)
                && askedPath.matches(path.replace("{key}", ".+").replaceAll("\\{[^}]+}", "[^/]+"));
    }

    /// `/documents/links` is itself and not a document called `links`.
    int variables() {
        return path.length() - path.replace("{", "").length();
    }

    void checkReply(Asked asked, Reply reply) {
        var what = name() + " " + reply.status();
        assertThat(described.get("responses").propertyNames())
                .as("%s is described; it answered %s", what, reply.body())
                .contains(Integer.toString(reply.status()));
        if (!asked.method().equals("HEAD")) {
            checkBody(what, response(reply).path("content"), reply);
        }
    }

    void checkHeaders(Reply reply) {
        checkHeaders(name() + " " + reply.status(), response(reply), reply);
    }

    /// What it was asked with, if that was carried out.
    void checkRequest(Asked asked, Reply reply) {
        if (reply.status() < 300) {
            checkRequest("request of " + name() + " " + reply.status(), asked);
        }
    }

    private JsonNode response(Reply reply) {
        return schemas.resolved(described.get("responses").get(Integer.toString(reply.status())));
    }

    private void checkBody(String what, JsonNode content, Reply reply) {
        if (content.isMissingNode()) {
            assertThat(reply.body()).as(what).isEmpty();
            return;
        }
        var type = reply.header("Content-Type").orElse("none").replaceAll(";.*", "");
        if (content.has("*/*")) {
            return;
        }
        assertThat(content.propertyNames()).as("content type of %s", what).contains(type);
        if (type.equals("application/json")) {
            assertThat(schemas.problemsOfReply(content.get(type).get("schema"), reply.body()))
                    .as("%s: %s", what, reply.body())
                    .isEmpty();
        }
    }

    private void checkHeaders(String what, JsonNode response, Reply reply) {
        var headers = response.path("headers");
        headers.propertyStream().forEach(header -> {
            var meant = schemas.resolved(header.getValue());
            var found = reply.header(header.getKey());
            if (meant.path("required").asBoolean(false)) {
                assertThat(found).as("%s of %s", header.getKey(), what).isPresent();
            }
            found.ifPresent(value -> assertThat(schemas.problemsOfText(meant.get("schema"), value))
                    .as("%s of %s: %s", header.getKey(), what, value)
                    .isEmpty());
        });
        assertThat(reply.headers().stream()
                        .map(Header::name)
                        .filter(name -> TELLING.matcher(name).matches()))
                .as("headers of %s", what)
                .isSubsetOf(headers.propertyNames());
    }

    private void checkRequest(String what, Asked asked) {
        parameters("query").forEach(parameter -> checkParameter(what, parameter, values(asked, parameter)));
        parameters("header")
                .forEach(parameter -> checkParameter(
                        what,
                        parameter,
                        asked.headers().stream()
                                .filter(header -> header.name().equalsIgnoreCase(name(parameter)))
                                .map(Header::value)
                                .toList()));
        var known = Stream.concat(parameters("query").map(DescribedOperation::name), Stream.of("ticket"))
                .toList();
        assertThat(query(asked).map(Entry::getKey)).as("query of %s", what).isSubsetOf(known);
        var schema =
                schemas.resolved(described.path("requestBody")).path("content").path("application/json");
        if (!schema.isMissingNode()) {
            assertThat(schemas.problemsOfRequest(schema.get("schema"), asked.body()))
                    .as("%s: %s", what, asked.body())
                    .isEmpty();
        }
        checkCredentials(what, asked);
    }

    private void checkParameter(String what, JsonNode parameter, List<String> values) {
        if (parameter.path("required").asBoolean(false)) {
            assertThat(values).as("%s of %s", name(parameter), what).isNotEmpty();
        }
        values.forEach(value -> assertThat(schemas.problemsOfText(parameter.get("schema"), value))
                .as("%s of %s: %s", name(parameter), what, value)
                .isEmpty());
    }

    /// Whoever follows the description sends what lets them in.
    private void checkCredentials(String what, Asked asked) {
        var schemes = described
                .path("security")
                .valueStream()
                .flatMap(one -> one.propertyNames().stream())
                .toList();
        if (schemes.contains("bearer")) {
            var bearer =
                    asked.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase("Authorization"));
            var ticket = schemes.contains("ticket")
                    && query(asked).anyMatch(pair -> pair.getKey().equals("ticket"));
            assertThat(bearer || ticket).as("credentials in the %s", what).isTrue();
        }
    }

    private Stream<JsonNode> parameters(String where) {
        return described
                .path("parameters")
                .valueStream()
                .map(schemas::resolved)
                .filter(parameter -> parameter.get("in").asString().equals(where));
    }

    private static String name(JsonNode parameter) {
        return parameter.get("name").asString();
    }

    private static List<String> values(Asked asked, JsonNode parameter) {
        return query(asked)
                .filter(pair -> pair.getKey().equals(name(parameter)))
                .map(Entry::getValue)
                .toList();
    }

    private static Stream<Entry<String, String>> query(Asked asked) {
        return Optional.of(asked.target().replaceFirst("^[^?]*\\??", "")).filter(query -> !query.isEmpty()).stream()
                .flatMap(query -> Arrays.stream(query.split("&", -1)))
                .map(pair -> pair.split("=", 2))
                .map(pair -> Map.entry(
                        URLDecoder.decode(pair[0], UTF_8), pair.length > 1 ? URLDecoder.decode(pair[1], UTF_8) : ""));
    }
}
