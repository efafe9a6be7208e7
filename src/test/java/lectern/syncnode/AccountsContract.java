package lectern.syncnode;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import lectern.syncnode.StoreClient.Answer;
import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.WholeServer;
import lectern.wire.Wire;

import static lectern.syncnode.StoreClient.NO_TOKEN;
import static lectern.syncnode.StoreClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/// Accounts and sessions where time or several clients matter.
interface AccountsContract {
    Duration IDLE = Duration.ofDays(30);

    WholeServer target();

    @Test
    default void ofFiftyWhoWantTheSameNameOneGetsIt() throws Exception {
        try (var server = target().start(Map.of("registration", "open", "limits", "off"));
                var http = HttpClient.newHttpClient();
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var stranger = new StoreClient(http, server.address(), "");
            var proof = "{\"id\":\"ana\",\"password\":\"%s\"}".formatted(PASSWORD);
            var running = new ArrayList<Future<Answer>>();
            for (int i = 0; i < 50; i++) {
                running.add(people.submit(() -> patiently(stranger, proof)));
            }
            var answers = new ArrayList<Answer>();
            for (var answer : running) {
                answers.add(answer.get());
            }
            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 200))
                    .allSatisfy(answer -> assertThat(answer.json().path("code").asString())
                            .as(answer.text())
                            .isEqualTo("ACCT03"));
            StoreClient.logIn(http, server.address(), "ana");
        }
    }

    /// So many passwords at once are more than a slow machine hashes in time: who is told to come back does.
    private static Answer patiently(StoreClient stranger, String proof) throws Exception {
        var answer = stranger.ask("POST", "/account", proof);
        while (answer.status() == 503) {
            answer = stranger.ask("POST", "/account", proof);
        }
        return answer;
    }

    @Test
    default void aSessionLastsAsLongAsItIsUsedAndNoLongerThanAYear() {
        var clock = new TestClock();
        try (var server = target().start(Map.of("registration", "open"), clock);
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, server.address(), "ana");
            assertThat(expiration(ana)).isEqualTo(clock.instant().plus(IDLE).toEpochMilli());
            for (int days = 29; days < 365; days += 29) {
                clock.goOn(Duration.ofDays(29));
                ana = used(server, ana);
            }
            var end = clock.instant().plus(Duration.ofDays(365 - 348));
            assertThat(expiration(ana)).as("a year after the login").isEqualTo(end.toEpochMilli());
            clock.goOn(Duration.ofDays(365 - 348));
            assertEnded(ana);
        }
    }

    @Test
    default void aSessionThatIsNotUsedEnds() {
        var clock = new TestClock();
        try (var server = target().start(Map.of("registration", "open"), clock);
                var http = HttpClient.newHttpClient()) {
            var ana = StoreClient.register(http, server.address(), "ana");
            clock.goOn(IDLE.minusMillis(1));
            ana = used(server, ana);
            clock.goOn(IDLE);
            assertEnded(ana);
            server.sweep(clock);
            assertThat(StoreClient.logIn(http, server.address(), "ana")
                            .ask("GET", "/account", NO_TOKEN, BodyPublishers.noBody())
                            .json())
                    .as("only the new one")
                    .hasSize(1);
        }
    }

    /// Times of use are written in batches, at the latest when the server stops.
    private static StoreClient used(WholeServer.Started server, StoreClient client) {
        assertThat(client.get("nothing").status()).isEqualTo(404);
        server.restart();
        return new StoreClient(client.http(), server.address(), client.bearer());
    }

    private static long expiration(StoreClient client) {
        var sessions = client.ask("GET", "/account", NO_TOKEN, BodyPublishers.noBody());
        return sessions.json().path(0).path("expiration").asLong();
    }

    private static void assertEnded(StoreClient client) {
        var refused = client.get("nothing");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().path("reason").asString()).isEqualTo("bad_token");
    }

    @Test
    default void whoGuessesPasswordsHasToWaitAndOthersHaveNot() {
        var settings = Map.of("registration", "open", "trusted-proxies", "127.0.0.1");
        var clock = new TestClock();
        try (var server = target().start(settings, clock);
                var http = HttpClient.newHttpClient()) {
            StoreClient.register(http, server.address(), "ana");
            for (int i = 0; i < 10; i++) {
                assertThat(logIn(server, "203.0.113.7", "guess " + i).status()).isEqualTo(401);
            }
            for (var password : List.of("guess 11", PASSWORD)) {
                var refused = logIn(server, "203.0.113.7", password);
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.body()).contains("\"code\":\"ERR02\",\"reason\":\"rate_limited\"");
                assertThat(refused.header("Retry-After")).contains("60");
            }
            assertThat(logIn(server, "198.51.100.7", PASSWORD).status())
                    .as("from somewhere else")
                    .isEqualTo(200);
            clock.goOn(Duration.ofMinutes(1));
            assertThat(logIn(server, "203.0.113.7", PASSWORD).status()).isEqualTo(200);
        }
    }

    private static Reply logIn(WholeServer.Started server, String address, String password) {
        return new Wire(server.port())
                .ask(
                        "POST",
                        "/auth",
                        List.of(new Header("X-Forwarded-For", address)),
                        "{\"id\":\"ana\",\"password\":\"%s\"}".formatted(password));
    }
}
