package lectern.syncnode;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.config.Config;
import lectern.config.Settings;
import lectern.server.Server;
import lectern.syncnode.StoreClient.Answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// How often one account may ask, on a clock that stands still unless it is moved.
class RatesTest {
    @TempDir
    Path data;

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void whoAsksTooMuchWaitsAndOthersDoNot() {
        on(Map.of("LECTERN_STORE_RATE", "2"), (ana, bob) -> {
            for (int i = 1; i <= 10; i++) {
                assertThat(ana.get("list").headers().firstValue("Backoff")).isEmpty();
            }
            for (int i = 1; i <= 10; i++) {
                var answer = ana.get("list");
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.headers().firstValue("Backoff"))
                        .as("half of what is allowed at once, and %d", i)
                        .hasValue(Integer.toString(Math.max(1, i / 2)));
            }
            var refused = ana.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().path("reason").asString()).isEqualTo("rate_limited");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"requests\";q=20;w=10");
            assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"requests\";r=0;t=1");
            assertThat(bob.get("list").status()).isEqualTo(404);

            now = now.plusSeconds(1);
            assertThat(ana.get("list").status()).isEqualTo(404);
            assertThat(ana.get("list").status()).isEqualTo(404);
            assertThat(ana.get("list").status()).isEqualTo(429);
        });
    }

    @Test
    void whoTriesNamesIsToldOfNone() {
        on(Map.of(), (ana, bob) -> {
            ana.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            assertThat(share(ana, nobodies(9)).json().path("users")).hasSize(9);
            assertThat(share(ana, "bob").status()).isEqualTo(204);
            assertThat(share(ana, "nobody").status()).isEqualTo(404);

            var refused = share(ana, "bob");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"unknown-users\";q=10;w=60");
            assertThat(bob.put("diary", NO_TOKEN, "dear".getBytes(UTF_8)).status())
                    .isEqualTo(204);

            now = now.plusSeconds(61);
            assertThat(share(ana, "nobody").status()).isEqualTo(404);
        });
    }

    @Test
    void nobodyLooksForMoreNamesThanAStoreHasMembers() {
        on(Map.of(), (ana, _) -> {
            ana.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            var refused = share(ana, nobodies(41));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("reason").asString()).isEqualTo("too_many_members");
        });
    }

    private static String[] nobodies(int count) {
        return IntStream.range(0, count).mapToObj(i -> "nobody" + i).toArray(String[]::new);
    }

    private static Answer share(StoreClient owner, String... users) {
        var grants = IntStream.range(0, users.length)
                .mapToObj(i -> "{\"user\":\"%s\",\"permission\":\"READ\"}".formatted(users[i]))
                .collect(joining(",", "[", "]"));
        return owner.ask("PUT", "/permission/list", grants);
    }

    interface Scene {
        void play(StoreClient ana, StoreClient bob);
    }

    private void on(Map<String, String> more, Scene scene) {
        var settings = new HashMap<>(Map.of(
                "LECTERN_DATA", data.toString(),
                "LECTERN_HOST", "127.0.0.1",
                "LECTERN_PORT", "0",
                "LECTERN_REGISTRATION", "open"));
        settings.putAll(more);
        var config = Config.load(Settings.of(settings, data), data);
        try (var server = Server.start(config, () -> now);
                var http = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:" + server.port());
            scene.play(StoreClient.register(http, address, "ana"), StoreClient.register(http, address, "bob"));
        }
    }
}
