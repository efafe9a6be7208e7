package lectern.server;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import lectern.anki.HeaderClient;
import lectern.syncnode.StoreClient;
import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.WholeServer;
import lectern.wire.Wire;

import static lectern.syncnode.StoreClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/// Whoever made an account with one protocol has it with all of them, under one name and one password.
interface OneAccountContract {
    /// What KOReader makes of [StoreClient#PASSWORD].
    String KEY = "3cb4e732631f47e6eb961f34554b7cde";

    String NEW_PASSWORD = "battery staple";
    String NEW_KEY = "642b22482681a9d3460924f67bb0c9d6";

    WholeServer target();

    @Test
    default void whoRegistersInKoReaderLogsInEverywhere() {
        withNobody(all -> {
            assertThat(all.registerInKoReader(KEY).status()).isEqualTo(201);
            all.logInToStores();
            all.logInToAnki();
            all.assertReading(KEY, 200);
        });
    }

    @Test
    default void ankiMayBeTheFirstToHearThePassword() {
        withNobody(all -> {
            assertThat(all.registerInKoReader(KEY).status()).isEqualTo(201);
            all.logInToAnki();
            all.logInToStores();
            all.assertReading(KEY, 200);
        });
    }

    @Test
    default void whoRegistersForStoresReadsAndLearnsToo() {
        withNobody(all -> {
            StoreClient.register(all.http(), all.server().address(), "ana");
            all.assertReading(KEY, 200);
            all.logInToAnki();
            all.logInToStores();
            assertThat(all.registerInKoReader(KEY).status())
                    .as("the name is taken")
                    .isEqualTo(402);
        });
    }

    @Test
    default void aNewPasswordIsNewEverywhere() {
        withNobody(all -> {
            var ana = StoreClient.register(all.http(), all.server().address(), "ana");
            var hostKey = all.logInToAnki();
            all.assertLearning(hostKey, 200);
            all.assertReading(KEY, 200);

            var changed = ana.ask("POST", "/password", "{\"password\":\"" + NEW_PASSWORD + "\"}");
            assertThat(changed.status()).isEqualTo(204);

            all.assertReading(KEY, 401);
            all.assertReading(NEW_KEY, 200);
            all.assertLearning(hostKey, 403);
            all.assertLearning(all.anki().key("ana", NEW_PASSWORD), 200);
            assertThat(ana.get("nothing").status()).as("who changed it stays").isEqualTo(404);
        });
    }

    @Test
    default void whatKoReaderMakesOfThePasswordOpensNothingElse() {
        withNobody(all -> {
            StoreClient.register(all.http(), all.server().address(), "ana");
            var proof = "{\"id\":\"ana\",\"password\":\"%s\"}".formatted(KEY);
            assertThat(new Wire(all.server().port())
                            .ask("POST", "/auth", List.of(), proof)
                            .status())
                    .isEqualTo(401);
            assertThat(all.anki().logIn("ana", KEY).status()).isEqualTo(403);
        });
    }

    /// The three doors of one server.
    record Doors(WholeServer.Started server, HttpClient http) {
        HeaderClient anki() {
            return new HeaderClient(server.port());
        }

        Reply registerInKoReader(String key) {
            var wish = "{\"username\":\"ana\",\"password\":\"%s\"}".formatted(key);
            return new Wire(server.port())
                    .ask("POST", "/users/create", List.of(new Header("Content-Type", "application/json")), wish);
        }

        void assertReading(String key, int status) {
            var proof = List.of(new Header("x-auth-user", "ana"), new Header("x-auth-key", key));
            assertThat(new Wire(server.port())
                            .ask("GET", "/users/auth", proof, "")
                            .status())
                    .as("KOReader")
                    .isEqualTo(status);
        }

        void logInToStores() {
            var ana = StoreClient.logIn(http, server.address(), "ana");
            assertThat(ana.get("nothing").status()).isEqualTo(404);
        }

        String logInToAnki() {
            return anki().key("ana", PASSWORD);
        }

        void assertLearning(String hostKey, int status) {
            var meta = anki().ask("/sync/meta", hostKey, "{\"v\":11,\"cv\":\"anki,26.08.1 (c32cb291),linux\"}");
            assertThat(meta.status()).as("Anki").isEqualTo(status);
        }
    }

    interface Scene {
        void play(Doors all);
    }

    private void withNobody(Scene scene) {
        try (var server = target().start(Map.of("registration", "open"));
                var http = HttpClient.newHttpClient()) {
            scene.play(new Doors(server, http));
        }
    }
}
