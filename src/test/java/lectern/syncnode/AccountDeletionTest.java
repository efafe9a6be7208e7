package lectern.syncnode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import lectern.account.Sweeper;
import lectern.config.Config;
import lectern.config.Settings;
import lectern.server.Server;
import lectern.server.Stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of stores when an account is deleted that shared some of them. The account is gone at once, what it
/// owned with the next sweep.
class AccountDeletionTest {
    @TempDir
    Path data;

    @Test
    void whatSheAloneOwnedIsGoneForEverybodyAndTheFeedSaysWhy() {
        withAnaAndBob((ana, bob) -> {
            ana.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            share(ana, "list", "bob", "WRITE");
            var cursor = cursor(bob);

            deleteAccount(ana);

            assertThat(bob.get("list").status()).isEqualTo(404);
            assertThat(ask(bob, "/store")).isEmpty();
            var change = ask(bob, "/changes?since=" + cursor).path("changes").path(0);
            assertThat(change.path("event").asString()).isEqualTo("delete");
            assertThat(change.path("by").asString()).isEqualTo("owner-deleted");
        });
    }

    @Test
    void whatAnotherOwnsAsWellStaysAndIsChargedToHim() {
        withAnaAndBob((ana, bob) -> {
            ana.put("film", NO_TOKEN, new byte[100_000]);
            share(ana, "film", "bob", "OWN");
            long before = used(bob);

            deleteAccount(ana);

            var film = bob.get("film");
            assertThat(film.status()).isEqualTo(200);
            assertThat(film.body()).hasSize(100_000);
            assertThat(used(bob)).isGreaterThanOrEqualTo(before + 100_000);
            assertThat(bob.put("film", film.token(), "cut".getBytes(UTF_8)).status())
                    .isEqualTo(204);
        });
    }

    @Test
    void whatOthersSharedWithHerForgetsHer() {
        withAnaAndBob((ana, bob) -> {
            bob.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            share(bob, "list", "ana", "READ");

            deleteAccount(ana);

            assertThat(bob.get("list").text()).isEqualTo("milk");
            var members = ask(bob, "/permission/list");
            assertThat(members).hasSize(1);
            assertThat(members.path(0).path("user").asString()).isEqualTo("bob");
        });
    }

    @Test
    void whoComesBackUnderTheNameFindsNothing() {
        withAnaAndBob((ana, bob) -> {
            var token = ana.put("diary", NO_TOKEN, "dear diary".getBytes(UTF_8)).token();
            bob.put("list", NO_TOKEN, "milk".getBytes(UTF_8));
            share(bob, "list", "ana", "OWN");

            deleteAccount(ana);
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
        void play(StoreClient ana, StoreClient bob);
    }

    private void withAnaAndBob(Scene scene) {
        try (var server = Server.start(config(), InstantSource.system());
                var http = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:" + server.port());
            scene.play(StoreClient.register(http, address, "ana"), StoreClient.register(http, address, "bob"));
        }
    }

    private static void share(StoreClient owner, String key, String user, String permission) {
        var grant = "[{\"user\":\"%s\",\"permission\":\"%s\"}]".formatted(user, permission);
        var answer = owner.ask("PUT", "/permission/" + key, NO_TOKEN, BodyPublishers.ofString(grant));
        assertThat(answer.status()).isEqualTo(204);
    }

    private void deleteAccount(StoreClient client) {
        assertThat(client.ask("DELETE", "/account", NO_TOKEN, BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
        var clock = InstantSource.system();
        try (var stores = Stores.open(config(), new SecureRandom(), clock)) { // as another process on the same data
            new Sweeper(stores.accounts(), stores.owned(), stores.expiring(), clock).sweep();
        }
    }

    private Config config() {
        var settings = Map.of(
                "LECTERN_DATA", data.toString(),
                "LECTERN_HOST", "127.0.0.1",
                "LECTERN_PORT", "0",
                "LECTERN_REGISTRATION", "open");
        return Config.load(Settings.of(settings, data), data);
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
