package lectern.cli.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Expected.Condition;
import lectern.syncnode.entry.Grant;
import lectern.syncnode.entry.Permission;
import lectern.syncnode.entry.Quota;
import lectern.syncnode.entry.Written.Status;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Stores of a server, this one or another, through its store API.
public final class RemoteStores implements OwnStores {
    private static final Duration TO_CONNECT = Duration.ofSeconds(20);
    private static final Duration LONGEST_SESSION = Duration.ofDays(1); // should the log-out get lost
    private static final int LARGEST_ERROR = 64 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT)
            .build();
    private final String server;
    private final String client;
    private final String session;
    private final End end;

    private enum End {
        /// It was opened for this one command.
        LOG_OUT,
        STAY
    }

    private RemoteStores(String server, String client, String session, End end) {
        this.server = server;
        this.client = client;
        this.session = session;
        this.end = end;
    }

    /// By the token of a session, which stays.
    public static OwnStores withSession(URI server, String client, String token) {
        return new RemoteStores(root(server), client, token, End.STAY);
    }

    /// By a session of its own, which ends together with this.
    public static OwnStores signIn(URI server, String client, String name, String password) {
        var nobody = new RemoteStores(root(server), client, "", End.STAY);
        var body = Json.object().put("id", name).put("password", password).put("ttl", LONGEST_SESSION.toSeconds());
        var opened = nobody.json(name, nobody.request("/auth").POST(BodyPublishers.ofByteArray(Json.write(body))));
        return new RemoteStores(root(server), client, opened.path("token").asString(""), End.LOG_OUT);
    }

    private static String root(URI server) {
        return server.toString().replaceAll("/+$", "");
    }

    @Override
    public List<Line> list(String prefix) {
        var lines = new ArrayList<Line>();
        json("", request("/store?prefix=" + encoded(prefix)).GET()).forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static Line line(JsonNode row) {
        return new Line(
                row.path("key").asString(""),
                Permission.valueOf(row.path("permission").asString("")),
                row.path("token").asString(""),
                row.path("address").asString(""),
                row.path("size").asLong(0),
                text(row, "contentType"),
                Instant.ofEpochMilli(row.path("modified").asLong(0)),
                text(row, "owner"));
    }

    @Override
    public Opened open(String key, Optional<String> version) {
        var query = version.map(token -> "?version=" + encoded(token)).orElse("");
        var response = ask(key, request(path("store", key) + query).GET());
        var line = new Line(
                key,
                Permission.valueOf(header(response, "X-Sync-Permission")),
                header(response, "X-Sync-Token"),
                header(response, "X-Sync-Address"),
                Long.parseLong(header(response, "Content-Length")),
                response.headers().firstValue("Content-Type"),
                moment(header(response, "Last-Modified")),
                response.headers().firstValue("X-Sync-Owner").map(RemoteStores::decoded));
        return new Opened(
                line,
                response.headers().firstValue("X-Sync-Meta"),
                sha256(header(response, "Repr-Digest")),
                response.body());
    }

    /// Other than in a form, a plus sign is one.
    private static String decoded(String header) {
        return URLDecoder.decode(header.replace("+", "%2B"), UTF_8);
    }

    private static String sha256(String digest) {
        var base64 = digest.replaceAll("^sha-256=:|:$", "");
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    private Instant moment(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException _) {
            throw odd();
        }
    }

    @Override
    public boolean exists(String key) {
        var head = request(path("store", key)).method("HEAD", BodyPublishers.noBody());
        var response = send(head);
        return switch (response.statusCode()) {
            case 200 -> true;
            case 404 -> false;
            default -> {
                close(ask(key, request(path("store", key)).GET())); // the reason is in the body
                yield true;
            }
        };
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What will be refused is refused before it is sent.
    @Override
    public Stored put(String key, Expected expected, Content content) throws IOException {
        try (var bytes = content.source().open()) {
            var streamed = BodyPublishers.ofInputStream(() -> bytes);
            var body =
                    content.size().isPresent() ? sized(streamed, content.size().getAsLong()) : streamed;
            var request = conditional(request(path("store", key)), expected)
                    .expectContinue(true)
                    .PUT(body);
            content.contentType().ifPresent(type -> request.header("Content-Type", type));
            content.meta().ifPresent(meta -> request.header("X-Sync-Meta", meta));
            return stored(ask(key, request));
        }
    }

    private static BodyPublisher sized(BodyPublisher body, long size) {
        return size == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(body, size);
    }

    private static HttpRequest.Builder conditional(HttpRequest.Builder request, Expected expected) {
        for (var condition : expected.conditions()) {
            switch (condition) {
                case Condition.OneOf(var tokens) ->
                    request.header(
                            "If-Match",
                            tokens.stream().map(token -> '"' + token + '"').collect(Collectors.joining(", ")));
                case Condition.NoneOf(var tokens) ->
                    request.header(
                            "If-None-Match",
                            tokens.stream().map(token -> '"' + token + '"').collect(Collectors.joining(", ")));
                case Condition.Exists() -> request.header("If-Match", "*");
                case Condition.Absent() -> request.header("If-None-Match", "*");
            }
        }
        return request;
    }

    private Stored stored(HttpResponse<InputStream> response) {
        var status = header(response, "X-Sync-Status").toUpperCase(Locale.ROOT);
        return new Stored(Status.valueOf(status), header(response, "X-Sync-Token"));
    }

    @Override
    public void delete(String key, Expected expected) {
        ask(key, conditional(request(path("store", key)), expected).DELETE());
    }

    @Override
    public List<Version> versions(String key) {
        var versions = new ArrayList<Version>();
        json(key, request(path("versions", key)).GET())
                .forEach(row -> versions.add(new Version(
                        row.path("token").asString(""),
                        row.path("size").asLong(0),
                        text(row, "contentType"),
                        Instant.ofEpochMilli(row.path("modified").asLong(0)),
                        text(row, "by"),
                        row.path("current").asBoolean(false))));
        return versions;
    }

    @Override
    public Stored restore(String key, String version, Expected expected) {
        var body = Json.object().put("restore", version);
        return stored(ask(
                key,
                conditional(request(path("versions", key)), expected)
                        .POST(BodyPublishers.ofByteArray(Json.write(body)))));
    }

    @Override
    public List<Member> members(String key) {
        var members = new ArrayList<Member>();
        json(key, request(path("permission", key)).GET())
                .forEach(row -> members.add(new Member(
                        row.path("user").asString(""),
                        Permission.valueOf(row.path("permission").asString("")))));
        return members;
    }

    @Override
    public void share(String key, List<Grant> grants) {
        var body = Json.array();
        grants.forEach(grant -> body.addObject()
                .put("user", grant.user())
                .put("permission", grant.permission().name()));
        ask(key, request(path("permission", key)).PUT(BodyPublishers.ofByteArray(Json.write(body))));
    }

    @Override
    public void unshare(String key, Collection<String> users) {
        var query = users.stream().map(user -> "users=" + encoded(user)).collect(Collectors.joining("&", "?", ""));
        ask(key, request(path("permission", key) + query).DELETE());
    }

    @Override
    public Quota quota() {
        var quota = json("", request("/quota").GET());
        return new Quota(
                quota.path("used").asLong(0),
                limit(quota, "limit"),
                quota.path("stores").asLong(0),
                limit(quota, "storesLimit"));
    }

    private static OptionalLong limit(JsonNode quota, String member) {
        var limit = quota.path(member);
        return limit.isNumber() ? OptionalLong.of(limit.asLong(0)) : OptionalLong.empty();
    }

    private static Optional<String> text(JsonNode row, String member) {
        return Optional.of(row.path(member)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    /// A key is one segment, so that nobody on the way takes its dots for folders.
    private static String path(String area, String key) {
        return "/" + area + "/" + encoded(key);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String target) {
        var request = HttpRequest.newBuilder(URI.create(server + target)).header("X-Sync-Client", client);
        return session.isEmpty() ? request : request.header("Authorization", "Bearer " + session);
    }

    private JsonNode json(String key, HttpRequest.Builder request) {
        try (var body = ask(key, request).body()) {
            return Json.parse(body.readAllBytes());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (Json.Malformed _) {
            throw odd();
        }
    }

    private HttpResponse<InputStream> ask(String key, HttpRequest.Builder request) {
        var response = send(request);
        if (response.statusCode() / 100 != 2) {
            throw refusal(key, response);
        }
        return response;
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(new IOException("it was interrupted", e));
        }
    }

    private RuntimeException refusal(String key, HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            var error = Json.parse(body.readNBytes(LARGEST_ERROR));
            return error.has("code") && error.has("reason") ? Refused.of(key, error) : odd();
        } catch (IOException e) {
            return unreachable(e);
        } catch (Json.Malformed _) {
            return odd(); // a proxy in between, perhaps
        }
    }

    private String header(HttpResponse<InputStream> response, String name) {
        return response.headers().firstValue(name).orElseThrow(this::odd);
    }

    private Unreachable unreachable(IOException e) {
        var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new Unreachable("%s can't be reached: %s.".formatted(server, why));
    }

    private Unreachable odd() {
        return new Unreachable("What answers at %s is no store API.".formatted(server));
    }

    @Override
    public void close() {
        try (http) {
            if (end == End.LOG_OUT) {
                send(request("/auth").DELETE());
            }
        } catch (Unreachable _) {
            // what was asked for is done, and the session ends by itself
        }
    }
}
