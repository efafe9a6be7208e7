package lectern.anki;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.anki.FormClient.Field;
import lectern.config.Config;
import lectern.config.Settings;
import lectern.json.Json;
import lectern.server.Server;

import static org.assertj.core.api.Assertions.assertThat;

/// The door as the whole server opens it, over real collections and media.
class AnkiServedTest {
    /// What the official server makes of `user:pass`.
    private static final String OFFICIAL = "b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d";

    @TempDir
    private Path data;

    private Server server;

    @BeforeEach
    void start() {
        start(Map.of());
    }

    private void start(Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("LECTERN_HOST", "127.0.0.1");
        environment.put("LECTERN_PORT", "0");
        environment.put("LECTERN_DATA", data.toString());
        environment.put("SYNC_USER1", "user:pass");
        server = Server.start(Config.load(Settings.of(environment, data), data), InstantSource.system());
    }

    private void restart(Map<String, String> more) {
        server.close();
        start(more);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HeaderClient client() {
        return new HeaderClient(server.port());
    }

    private FormClient formClient() {
        return new FormClient(server.port());
    }

    @Test
    void aDeviceOfTheOfficialServerGoesOnWithItsKey() {
        var said = client().ask("/sync/meta", OFFICIAL, "{\"v\":11,\"cv\":\"anki,26.08.1 (c32cb291),linux\"}");

        assertThat(said.status()).isEqualTo(200);
        assertThat(said.originalSize()).hasValue((long) said.body().length);
        var meta = Json.parse(said.body());
        assertThat(meta.path("mod").longValue())
                .as("nothing to do, for a new client")
                .isZero();
        assertThat(meta.path("cont").booleanValue()).isTrue();
        assertThat(meta.path("empty").booleanValue()).isTrue();
        for (var member : List.of("scm", "usn", "ts", "msg", "hostNum", "media_usn")) {
            assertThat(meta.has(member)).as(member).isTrue();
        }
    }

    @Test
    void aLoginReturnsTheDocumentedKeyWhereThatIsSwitchedOn() {
        assertThat(client().key("user", "pass")).isNotEqualTo(OFFICIAL);

        restart(Map.of("LECTERN_ANKI_OFFICIAL_KEYS", "on"));

        assertThat(client().key("user", "pass")).isEqualTo(OFFICIAL);
    }

    @Test
    void aClientThatIsTooOldIsToldSo() {
        for (var version : List.of("0", "7", "12")) {
            assertThat(client().ask("/sync/meta", OFFICIAL, "{\"v\":" + version + ",\"cv\":\"x\"}")
                            .status())
                    .isEqualTo(501);
            assertThat(formClient()
                            .ask("/sync/meta", OFFICIAL, "{\"v\":" + version + ",\"cv\":\"x\"}")
                            .status())
                    .isEqualTo(501);
        }
        assertThat(formClient()
                        .ask("/sync/meta", OFFICIAL, "{\"v\":8,\"cv\":\"x\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAbortWithNothingOpenIsFine() {
        for (int i = 0; i < 2; i++) {
            var said = client().ask("/sync/abort", OFFICIAL, "{\"_pad\":null}");
            assertThat(said.text()).isEqualTo("null");
            assertThat(said.originalSize()).hasValue(4L);
        }
    }

    @Test
    void aStepWithoutASyncIsOutOfTurn() {
        for (var method : List.of("applyGraves", "applyChanges", "chunk", "applyChunk", "sanityCheck2", "finish")) {
            assertThat(client().ask("/sync/" + method, OFFICIAL, "{}").status())
                    .as(method)
                    .isIn(400, 409);
        }
        assertThat(client().ask("/sync/chunk", OFFICIAL, "{\"_pad\":null}").status())
                .isEqualTo(409);
    }

    @Test
    void whatIsNoCollectionIsRefusedInWords() {
        var said = client().ask("/sync/upload", OFFICIAL, "fake data".getBytes(StandardCharsets.UTF_8));

        assertThat(said.status()).isEqualTo(200);
        assertThat(said.text()).isNotEmpty().isNotEqualTo("OK");
    }

    @Test
    void aDownloadIsSQLiteInBothForms() {
        for (var client : List.of(client(), formClient())) {
            var said = client.ask("/sync/download", OFFICIAL, "{}");
            assertThat(said.status()).isEqualTo(200);
            assertThat(said.text()).startsWith("SQLite format 3\0");
        }
    }

    @Test
    void aStoredCollectionMayHaveALimitOfItsOwn() {
        var file = client().ask("/sync/download", OFFICIAL, "{}").body();
        assertThat(client().ask("/sync/upload", OFFICIAL, file).text()).isEqualTo("OK");

        restart(Map.of("LECTERN_ANKI_LIMITS_STORED", "1 KB"));

        assertThat(client().ask("/sync/upload", OFFICIAL, file).text())
                .contains("1024 bytes")
                .contains("anki.limits.stored");
    }

    @Test
    void mediaOfOldClientsBeginWithAGetAndGoOnWithWhatItReturned() {
        var begun = formClient().get("/msync/begin?k=" + OFFICIAL + "&v=ankidesktop,2.1.50,lin");
        var data = Json.parse(begun.body());
        assertThat(begun.text()).isEqualTo("{\"data\":{\"usn\":0,\"sk\":\"" + OFFICIAL + "\"},\"err\":\"\"}");

        var key = data.path("data").path("sk").stringValue();
        var changes = List.of(Field.of("data", "{\"lastUsn\":0}"), Field.of("c", "0"), Field.of("sk", key));
        assertThat(formClient().send("/msync/mediaChanges", changes).text()).isEqualTo("{\"data\":[],\"err\":\"\"}");
        assertThat(client().ask("/msync/mediaSanity", key, "{\"local\":0}").text())
                .isEqualTo("{\"data\":\"OK\",\"err\":\"\"}");
        assertThat(client().ask("/msync/mediaSanity", key, "{\"local\":1}").text())
                .isEqualTo("{\"data\":\"mediaSanity\",\"err\":\"\"}");
        assertThat(formClient().get("/msync/begin?k=" + OFFICIAL).status())
                .as("without a version")
                .isEqualTo(400);
    }

    @Test
    void everythingIsThereOnceMoreBelowAnki() {
        assertThat(formClient().get("/anki/health").status()).isEqualTo(200);
        assertThat(formClient().get("/health").status()).isEqualTo(200);
        assertThat(client().ask("/anki/sync/abort", OFFICIAL, "{}").status()).isEqualTo(200);
    }

    @Test
    void aPublicAddressMayEndInAnkiItself() {
        restart(Map.of("LECTERN_PUBLIC_URL", "https://sync.example.org/anki"));

        for (var path : List.of("/sync/abort", "/anki/sync/abort", "/anki/anki/sync/abort", "/anki//msync/begin")) {
            assertThat(client().ask(path, OFFICIAL, "{\"v\":\"x\"}").status())
                    .as(path)
                    .isEqualTo(200);
        }
    }
}
