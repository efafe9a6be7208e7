package lectern.syncnode.hostile;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import lectern.syncnode.StoreClient;
import lectern.wire.WireTarget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// A store that somebody has no permission for is, to him, one that never was: whatever he asks, and by whatever name,
/// he is answered the same to the byte, but for the time and the number of the request.
interface StrangerContract {
    String NAME = "secret diary";

    /// Of the form of a token, and nobody's.
    String TOKEN = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    WireTarget target();

    @Test
    default void byItsNameAStoreOfOthersIsOneThatNeverWas() {
        withAnaAndMallory((port, ana, mallory) -> {
            var never = everything(port, mallory, StoreClient.store(NAME), NAME, TOKEN);

            var token = ana.put(NAME, NO_TOKEN, "dear diary".getBytes(UTF_8)).token();
            assertSame("while it exists", never, everything(port, mallory, StoreClient.store(NAME), NAME, TOKEN));

            ana.put(NAME, token, "dear diary, again".getBytes(UTF_8));
            assertSame("with its token", never, everything(port, mallory, StoreClient.store(NAME), NAME, token));

            var current = ana.get(NAME).token();
            ana.delete(NAME, current);
            assertSame("deleted", never, everything(port, mallory, StoreClient.store(NAME), NAME, current));
        });
    }

    @Test
    default void byItsAddressAStoreOfOthersIsOneThatNeverWas() {
        withAnaAndMallory((port, ana, mallory) -> {
            var madeUp = "~" + "A".repeat(43);
            var never = everything(port, mallory, "/store/" + madeUp, madeUp, TOKEN);

            var token = ana.put(NAME, NO_TOKEN, "dear diary".getBytes(UTF_8)).token();
            var address = ana.get(NAME).headers().firstValue("X-Sync-Address").orElseThrow();
            assertSame("while it exists", never, everything(port, mallory, "/store/" + address, address, token));

            ana.delete(NAME, token);
            assertSame("deleted", never, everything(port, mallory, "/store/" + address, address, token));
        });
    }

    @Test
    default void whoseLeaveWasTakenAwayIsAStrangerAgain() {
        withAnaAndMallory((port, ana, mallory) -> {
            var never = everything(port, mallory, StoreClient.store(NAME), NAME, TOKEN);

            var token = ana.put(NAME, NO_TOKEN, "dear diary".getBytes(UTF_8)).token();
            share(ana, "[{\"user\":\"mallory\",\"permission\":\"WRITE\"}]");
            assertThat(mallory.get(NAME).status()).isEqualTo(200);
            var gone = ana.ask("DELETE", permission() + "?users=mallory", NO_TOKEN, BodyPublishers.noBody());
            assertThat(gone.status()).isEqualTo(204);
            var now = everything(port, mallory, StoreClient.store(NAME), NAME, token);
            for (var answers : List.of(never, now)) { // his list has changed twice meanwhile, as its ETag tells him
                answers.keySet().removeIf(asked -> asked.startsWith("GET /store\n") || asked.startsWith("GET /store?"));
            }
            assertSame("left out", never, now);
            assertThat(mallory.ask("GET", "/store", NO_TOKEN, BodyPublishers.noBody())
                            .text())
                    .isEqualTo("[]");
        });
    }

    /// A comparison that cannot fail proves nothing: a member is told more.
    @Test
    default void aMemberIsToldMore() {
        withAnaAndMallory((port, ana, mallory) -> {
            var never = everything(port, mallory, StoreClient.store(NAME), NAME, TOKEN);

            ana.put(NAME, NO_TOKEN, "dear diary".getBytes(UTF_8));
            share(ana, "[{\"user\":\"mallory\",\"permission\":\"READ\"}]");
            var member = everything(port, mallory, StoreClient.store(NAME), NAME, TOKEN);

            assertThat(member.keySet()).isEqualTo(never.keySet());
            assertThat(member.entrySet().stream()
                            .filter(answer -> !answer.getValue().equals(never.get(answer.getKey()))))
                    .hasSizeGreaterThan(20);
        });
    }

    /// Every method at every endpoint that takes a key, with every way to name a version.
    private static Map<String, String> everything(
            int port, StoreClient mallory, String path, String key, String token) {
        var answers = new LinkedHashMap<String, String>();
        var asked = new Asking(port, mallory.bearer(), key, token, answers);
        var encoded = path.substring("/store/".length());
        for (var version : new String[] {"X-Sync-Token: " + token, "If-Match: \"" + token + "\"", "If-Match: *"}) {
            asked.ask("PUT", "/store/" + encoded, version + "\r\n", "mine now");
            asked.ask("DELETE", "/store/" + encoded, version + "\r\n", "");
            asked.ask("GET", "/store/" + encoded, version + "\r\n", "");
            asked.ask("POST", "/versions/" + encoded, version + "\r\n", "{\"restore\":\"" + token + "\"}");
        }
        for (var headers : new String[] {
            "",
            "If-None-Match: *\r\n",
            "If-None-Match: \"" + token + "\"\r\n",
            "Range: bytes=0-3\r\n",
            "Range: bytes=1000-\r\n",
            "Accept-Encoding: gzip\r\n",
            "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT\r\n"
        }) {
            asked.ask("GET", "/store/" + encoded, headers, "");
            asked.ask("HEAD", "/store/" + encoded, headers, "");
        }
        for (var query : new String[] {"?version=" + token, "?owner=self", "?version=current"}) {
            asked.ask("GET", "/store/" + encoded + query, "", "");
        }
        asked.ask("PUT", "/store/" + encoded, "X-Sync-Token: x\r\n", "mine now");
        asked.ask("PUT", "/store/" + encoded, "X-Sync-Token: " + token + "\r\nContent-Range: bytes 0-1/2\r\n", "ab");
        asked.ask(
                "PUT",
                "/store/" + encoded,
                "X-Sync-Token: " + token + "\r\nX-Sync-Meta: " + "m".repeat(8001) + "\r\n",
                "ab");
        asked.ask("DELETE", "/store/" + encoded, "", "");
        asked.ask("POST", "/store/" + encoded, "", "mine now");
        asked.ask("PATCH", "/store/" + encoded, "", "mine now");
        asked.ask("OPTIONS", "/store/" + encoded, "", "");
        for (var method : new String[] {"GET", "HEAD", "POST", "OPTIONS"}) {
            asked.ask(method, "/permission/" + encoded, "", "");
        }
        asked.ask("PUT", "/permission/" + encoded, "", "[{\"user\":\"mallory\",\"permission\":\"OWN\"}]");
        asked.ask("PUT", "/permission/" + encoded, "", "[{\"user\":\"nobody\",\"permission\":\"OWN\"}]");
        asked.ask("PUT", "/permission/" + encoded, "", "[]");
        asked.ask("PUT", "/permission/" + encoded, "", "{");
        asked.ask("DELETE", "/permission/" + encoded + "?users=ana", "", "");
        asked.ask("DELETE", "/permission/" + encoded + "?users=mallory", "", "");
        asked.ask("DELETE", "/permission/" + encoded, "", "");
        for (var method : new String[] {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}) {
            asked.ask(method, "/versions/" + encoded, "", "");
        }
        asked.ask("POST", "/versions/" + encoded, "", "{\"restore\":\"" + token + "\"}");
        asked.ask("POST", "/versions/" + encoded, "", "{}");
        for (var atomic : new String[] {"true", "false"}) {
            for (var operation : new String[] {
                "\"op\":\"check\"",
                "\"op\":\"get\"",
                "\"op\":\"head\"",
                "\"op\":\"put\",\"text\":\"mine\"",
                "\"op\":\"delete\""
            }) {
                asked.ask(
                        "POST",
                        "/batch",
                        "",
                        "{\"atomic\":%s,\"operations\":[{%s,\"key\":\"%s\",\"token\":\"%s\"}]}"
                                .formatted(atomic, operation, key, token));
            }
        }
        asked.ask("GET", "/store", "", "");
        asked.ask("GET", "/store?meta=1&prefix=" + encoded, "", "");
        asked.ask("GET", "/quota", "", "");
        return answers;
    }

    record Asking(int port, String bearer, String key, String token, Map<String, String> answers) {
        /// What was asked stands without what differs between one key or token and another.
        void ask(String method, String target, String headers, String body) {
            var answer = Sent.of(method, target, bearer, headers, body).to(port);
            assertThat(answer.isEmpty()).as(method + " " + target).isFalse();
            answers.put(
                    neutral(method + " " + target + "\n" + headers + body),
                    neutral(answer.text())
                            .replaceAll("(?m)^(Date|X-Request-Id): .*$", "$1")
                            .replaceAll("\"cursor\":\"[^\"]*\"", "\"cursor\"")
                            .replaceAll("(?m)^X-Sync-Cursor: .*$", "X-Sync-Cursor"));
        }

        private String neutral(String text) {
            return text.replace(StoreClient.store(key).substring("/store/".length()), "{key}")
                    .replace(key, "{key}")
                    .replace(token, "{token}");
        }
    }

    private static void assertSame(String when, Map<String, String> never, Map<String, String> answers) {
        assertThat(answers.keySet()).isEqualTo(never.keySet());
        never.forEach((asked, answer) ->
                assertThat(answers.get(asked)).as("%s: %s", when, asked).isEqualTo(answer));
    }

    interface Scene {
        void play(int port, StoreClient ana, StoreClient mallory);
    }

    private void withAnaAndMallory(Scene scene) {
        try (var server = target().start(Map.of("registration", "open"));
                var http = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:" + server.port());
            scene.play(
                    server.port(),
                    StoreClient.register(http, address, "ana"),
                    StoreClient.register(http, address, "mallory"));
        }
    }

    private static String permission() {
        return StoreClient.store(NAME).replace("/store/", "/permission/");
    }

    private static void share(StoreClient ana, String grants) {
        var shared = ana.ask("PUT", permission(), grants);
        assertThat(shared.status()).isEqualTo(204);
    }
}
