package lectern.syncnode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;
import lectern.wire.ApiDescription;
import lectern.wire.Asked;
import lectern.wire.Header;
import lectern.wire.Manners;
import lectern.wire.Reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// An app of somebody: signed in to one account, over as many connections as it takes. Whatever it asks and is answered
/// must be described.
///
/// @param bearer what the server gave it for the password
public record StoreClient(HttpClient http, URI server, String bearer) {
    public static final String PASSWORD = "correct horse";

    /// Names no version: the store is expected not to be there.
    public static final String NO_TOKEN = "";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Manners DESCRIBED = new SyncNodeManners().and(ApiDescription.ofTheStore());

    /// Makes an account of this name.
    public static StoreClient register(HttpClient http, URI server, String id) {
        return entered(http, server, "/account", id);
    }

    public static StoreClient logIn(HttpClient http, URI server, String id) {
        return entered(http, server, "/auth", id);
    }

    private static StoreClient entered(HttpClient http, URI server, String path, String id) {
        var stranger = new StoreClient(http, server, "");
        var proof = new String(Json.write(Map.of("id", id, "password", PASSWORD)), UTF_8);
        var answer = stranger.ask("POST", path, proof);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new StoreClient(http, server, answer.json().path("token").asString());
    }

    public Answer get(String key) {
        return ask("GET", store(key), NO_TOKEN, BodyPublishers.noBody());
    }

    public Answer put(String key, String token, byte[] value) {
        return ask("PUT", store(key), token, BodyPublishers.ofByteArray(value));
    }

    public Answer delete(String key, String token) {
        return ask("DELETE", store(key), token, BodyPublishers.noBody());
    }

    /// Asks with an object of JSON.
    public Answer ask(String method, String target, String json) {
        return described(method, target, NO_TOKEN, json, BodyPublishers.ofString(json));
    }

    /// Asks with the bytes of a store or none at all, and with a token where one is given.
    public Answer ask(String method, String target, String token, BodyPublisher bytes) {
        return described(method, target, token, "", bytes);
    }

    private Answer described(String method, String target, String token, String json, BodyPublisher body) {
        try {
            return tryToAsk(method, target, token, json, body);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    /// The same of a server that may be killed.
    public Answer tryToAsk(String method, String target, String token, BodyPublisher bytes) throws IOException {
        return tryToAsk(method, target, token, "", bytes);
    }

    private Answer tryToAsk(String method, String target, String token, String json, BodyPublisher body)
            throws IOException {
        var request = HttpRequest.newBuilder(URI.create(server + target))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .method(method, body);
        var headers = new ArrayList<Header>();
        if (!bearer.isEmpty()) {
            headers.add(new Header("Authorization", "Bearer " + bearer));
        }
        if (!token.equals(NO_TOKEN)) {
            headers.add(new Header("X-Sync-Token", token));
        }
        headers.forEach(header -> request.header(header.name(), header.value()));
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            var answer = new Answer(response.statusCode(), response.headers(), response.body());
            DESCRIBED.check(new Asked(method, target, headers, json), answer.reply());
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The path of a key: everything in it that could mean something else is escaped.
    public static String store(String key) {
        return "/store/" + URLEncoder.encode(key, UTF_8).replace("+", "%20");
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    public record Answer(int status, HttpHeaders headers, byte[] body) {
        /// The version that the answer names.
        public String token() {
            return headers.firstValue("X-Sync-Token").orElse(NO_TOKEN);
        }

        public String text() {
            return new String(body, UTF_8);
        }

        /// As much of it as is described: what a store holds may be anything.
        private Reply reply() {
            var fields = headers.map().entrySet().stream()
                    .flatMap(field -> field.getValue().stream().map(value -> new Header(field.getKey(), value)))
                    .toList();
            boolean json = headers.firstValue("Content-Type")
                    .filter("application/json"::equals)
                    .isPresent();
            return new Reply(status, fields, json || status == 204 ? text() : "");
        }

        public JsonNode json() {
            return Json.parse(body);
        }
    }
}
