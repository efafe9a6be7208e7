package lectern.syncnode;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import lectern.wire.WholeServer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of stores when an account is deleted that shared some of them. The account is gone at once, what it
/// owned with the next sweep.
interface AccountDeletionContract {
    WholeServer target();

    @Test
    default void whatSheAloneOwnedIsGoneForEverybodyAndTheFeedSaysWhy() {
        withAnaAndBob((server, ana, bob) -> {
            ana.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            share(ana, "list", "bob", "WRITE");
            var cursor = cursor(bob);

            deleteAccount(server, ana);

            assertThat(bob.get("list").status()).isEqualTo(404);
            assertThat(ask(bob, "/store")).isEmpty();
            var change = ask(bob, "/changes?since=" + cursor).path("changes").path(0);
            assertThat(change.path("event").asString()).isEqualTo("delete");
            assertThat(change.path("by").asString()).isEqualTo("owner-deleted");
        });
    }

    @Test
    default void whatAnotherOwnsAsWellStaysAndIsChargedToHim() {
        withAnaAndBob((server, ana, bob) -> {
            ana.put("film", NO_TOKEN, new byte[100_000]);
            share(ana, "film", "bob", "OWN");
            long before = used(bob);

            deleteAccount(server, ana);

            var film = bob.get("film");
            assertThat(film.status()).isEqualTo(200);
            assertThat(film.body()).hasSize(100_000);
            assertThat(used(bob)).isGreaterThanOrEqualTo(before + 100_000);
            assertThat(bob.put("film", film.token(), "cut".getBytes(UTF_8)).status())
                    .isEqualTo(204);
        });
    }

    @Test
    default void whatOthersSharedWithHerForgetsHer() {
        withAnaAndBob((server, ana, bob) -> {
            bob.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            share(bob, "list", "ana", "READ");

            deleteAccount(server, ana);

            assertThat(bob.get("list").text()).isEqualTo("milk");
            var members = ask(bob, "/permission/list");
            assertThat(members).hasSize(1);
            assertThat(members.path(0).path("user").asString()).isEqualTo("bob");
        });
    }

    @Test
    default void whoComesBackUnderTheNameFindsNothing() {
        withAnaAndBob((server, ana, bob) -> {
            var token = ana.put("diary", NO_TOKEN, "dear diary".getBytes(UTF_8)).token();
            bob.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            share(bob, "list", "ana", "OWN");

            deleteAccount(server, ana);
            assertThat(ana.get("diary").status()).as("the old session").isEqualTo(401);
            var another = StoreClient.register(ana.http(), ana.server(), "ana");

            assertThat(ask(another, "/store")).isEmpty();
            assertThat(ask(another, "/changes").path("changes")).isEmpty();
            assertThat(another.get("diary").status()).isEqualTo(404);
            assertThat(another.put("diary", token, "mine".getBytes(UTF_8)).status())
                    .isEqualTo(412);
            assertThat(another.get("list").status()).isEqualTo(404);
        });
    }

    interface Scene {
        void play(WholeServer.Started server, StoreClient ana, StoreClient bob);
    }

    private void withAnaAndBob(Scene scene) {
        try (var server = target().start(Map.of("registration", "open"));
                var http = HttpClient.newHttpClient()) {
            scene.play(
                    server,
                    StoreClient.register(http, server.address(), "ana"),
                    StoreClient.register(http, server.address(), "bob"));
        }
    }

    private static void share(StoreClient owner, String key, String user, String permission) {
        var grant = "[{\"user\":\"%s\",\"permission\":\"%s\"}]".formatted(user, permission);
        var answer = owner.ask("PUT", "/permission/" + key, grant);
        assertThat(answer.status()).isEqualTo(204);
    }

    private static void deleteAccount(WholeServer.Started server, StoreClient client) {
        assertThat(client.ask("DELETE", "/account", NO_TOKEN, BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
        server.sweep(InstantSource.system());
    }

    private static String cursor(StoreClient client) {
        return ask(client, "/changes?since=now").path("cursor").asString();
    }

    private static long used(StoreClient client) {
        return ask(client, "/quota").path("used").asLong();
    }

    private static JsonNode ask(StoreClient client, String target) {
        var answer = client.ask("GET", target, NO_TOKEN, BodyPublishers.noBody());
        assertThat(answer.status()).as(target).isEqualTo(200);
        return answer.json();
    }
}
