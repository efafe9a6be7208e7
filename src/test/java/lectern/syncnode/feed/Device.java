package lectern.syncnode.feed;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.json.Json;
import lectern.syncnode.entry.Author;
import lectern.syncnode.entry.Content;
import lectern.syncnode.entry.Entry;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Found;
import lectern.syncnode.entry.Grant;
import lectern.syncnode.entry.Operation;
import lectern.syncnode.entry.Outcome;
import lectern.syncnode.entry.Permission;
import lectern.syncnode.entry.Properties;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.entry.StoreName;
import lectern.syncnode.entry.Value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// One signed-in device: writes into the store, and asks for changes over HTTP.
record Device(FeedServer server, AccountId account, String token) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    record Answer(int status, JsonNode body) {
        List<String> rows() {
            return body.get("changes").valueStream().map(Device::brief).toList();
        }

        String cursor() {
            return body.get("cursor").stringValue();
        }

        boolean more() {
            return body.get("more").booleanValue();
        }

        String reason() {
            return body.get("reason").stringValue();
        }
    }

    /// What happened to what.
    static String brief(JsonNode row) {
        return row.get("event").stringValue() + " " + row.get("key").stringValue();
    }

    Author author() {
        var current = server.accounts.find(account).orElseThrow();
        return new Author(new Caller(current, new Credential.AccountPassword(true)), Optional.of("phone-1"));
    }

    /// Whatever is there; a type says which version it is, so that it can be told in the feed.
    Entry put(String key, String type) {
        var bytes = type.getBytes(UTF_8);
        var properties =
                new Properties(Optional.empty(), Optional.of(type), Optional.empty(), bytes.length, "0".repeat(64));
        return done(server.entries.put(
                        author(),
                        new Operation.Put(named(key), current(key), new Value(new Content.Inline(bytes), properties))))
                .entry();
    }

    Entry put(String key) {
        return put(key, "text/plain");
    }

    void delete(String key) {
        done(server.entries.delete(author(), new Operation.Delete(named(key), current(key))));
    }

    void share(String key, AccountId with, Permission permission) {
        var name = server.accounts.find(with).orElseThrow().name().value();
        done(server.entries.share(author(), named(key), List.of(new Grant(name, permission))));
    }

    void unshare(String key, AccountId with) {
        var name = server.accounts.find(with).orElseThrow().name().value();
        done(server.entries.unshare(author(), named(key), List.of(name)));
    }

    private Expected current(String key) {
        return switch (server.entries.find(author().caller(), named(key))) {
            case Outcome.Done<Found>(var found) ->
                Expected.token(found.entry().token().value());
            case Outcome.Refused<Found> _ -> Expected.NOTHING;
        };
    }

    static Reference named(String key) {
        return new Reference.Named(new StoreName(key));
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.orElseThrow(obstacle -> new IllegalStateException(obstacle.toString()));
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .header("Authorization", "Bearer " + token);
    }

    Answer get(String target) throws IOException, InterruptedException {
        return answer(request(target).build());
    }

    Answer post(String target) throws IOException, InterruptedException {
        return answer(request(target).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    static Answer answer(HttpRequest request) throws IOException, InterruptedException {
        var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), Json.parse(response.body()));
    }

    Answer changes(String since) throws IOException, InterruptedException {
        return get("/changes?since=" + since);
    }

    /// Where the feed stands now.
    String now() throws IOException, InterruptedException {
        var answer = changes("now");
        assertThat(answer.rows()).isEmpty();
        return answer.cursor();
    }

    Events events(String target) throws IOException, InterruptedException {
        return Events.open(request(target).build());
    }

    /// As a browser opens it: no header of ours, and what it was told last.
    Events eventSource(String target, String lastEventId) throws IOException, InterruptedException {
        var plain = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target));
        if (!lastEventId.isEmpty()) {
            plain.header("Last-Event-ID", lastEventId);
        }
        return Events.open(plain.build());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static Stream<String> words(List<Events.Event> events) {
        return events.stream().map(event -> brief(event.data()));
    }

    static HttpClient client() {
        return CLIENT;
    }
}
