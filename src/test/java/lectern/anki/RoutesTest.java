package lectern.anki;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.anki.wire.Payload;
import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/// Which paths lead here, spelt as clients and people spell them.
class RoutesTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    private Path folder;

    private TestServer server;
    private String key = "";

    @BeforeEach
    void start() {
        server = TestServer.open(database.open(), folder);
        server.account("ana");
        key = server.headerClient().key("ana", TestServer.PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Said ask(String path) {
        return server.headerClient().ask(path, key, "{}");
    }

    @Test
    void everyMethodIsFoundAndLeadsToItself() {
        for (var method : SyncMethod.values()) {
            if (method != SyncMethod.HOST_KEY) {
                server.on(method, (_, _) -> Payload.text(method.name()));
                assertThat(ask("/sync/" + method.wireName()).text()).isEqualTo(method.name());
                assertThat(ask("/anki/sync/" + method.wireName()).text()).isEqualTo(method.name());
            }
        }
        for (var method : MediaMethod.values()) {
            server.on(method, (_, _) -> Payload.text(method.name()));
            for (var path : List.of("/msync/", "/", "/anki/msync/", "/anki/", "//msync//", "/anki//")) {
                assertThat(ask(path + method.wireName()).text()).as(path).isEqualTo(method.name());
            }
        }
    }

    @Test
    void anUnknownMethodIs400AndAnUnknownPath404() {
        for (var path : List.of("/sync/hostkey", "/sync/META", "/msync/sanity", "/anki/sync/x")) {
            assertThat(ask(path).status()).as(path).isEqualTo(400);
        }
        for (var path : List.of("/sync", "/sync/", "/msync", "/sync/meta/x", "/anki", "/anki/x", "/sync/sync/meta")) {
            assertThat(ask(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void aWrongVerbIs405() {
        for (var path : List.of("/sync/meta", "/msync/mediaChanges", "/mediaSanity", "/sync/nothing")) {
            var said = server.formClient().get(path);
            assertThat(said.status()).as(path).isEqualTo(405);
            assertThat(said.text()).isEqualTo("405");
        }
    }

    @Test
    void nothingIsEverRedirected() {
        for (var path : List.of("/sync/meta/", "/anki/", "//sync/meta", "/sync//meta?x=1")) {
            var request = HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.http().port() + path));
            assertThat(HeaderClient.send(request.build()).statusCode() / 100)
                    .as(path)
                    .isNotEqualTo(3);
        }
    }
}
