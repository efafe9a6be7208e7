package lectern.syncnode.hostile;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.config.Config;
import lectern.config.Settings;
import lectern.json.Json;
import lectern.server.Server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What is no request of HTTP is refused in the words of the door that was meant, as far as it said which.
class UnreadableTest {
    @TempDir
    Path data;

    private Server server;

    @BeforeEach
    void start() {
        var settings = Map.of("LECTERN_DATA", data.toString(), "LECTERN_HOST", "127.0.0.1", "LECTERN_PORT", "0");
        server = Server.start(Config.load(Settings.of(settings, data), data), InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theStoreHasItsOwnWords() {
        var flood = "X-Flood: " + "x".repeat(129 * 1024) + "\r\n";
        assertRefused(Sent.of("GET", "/store/list", "", flood, ""), 431, "headers_too_large");
        assertRefused(Sent.of("PUT", "/store/list", "", "no header\r\n", "milk"), 400, "bad_request");
        assertRefused(Sent.of("PUT", "/store/list", "", "Content-Length: many\r\n", ""), 400, "bad_request");
        assertRefused(Sent.of("GET", "/permission/list", "", "X: \0\r\n", ""), 400, "bad_request");
    }

    @Test
    void whoeverSaidLessHearsTheGeneralOnes() {
        for (var text :
                new String[] {"\u0016\u0003\u0001\r\n\r\n", "GET\r\n\r\n", "GET /users/auth HTTP/1.1\r\n:\r\n\r\n"}) {
            var answer = new Sent(text).to(server.port());
            assertThat(Json.parse(answer.body().getBytes(UTF_8)).path("code").isNumber())
                    .as(answer.text())
                    .isTrue();
        }
    }

    private void assertRefused(Sent sent, int status, String reason) {
        var answer = sent.to(server.port());
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        var error = Json.parse(answer.body().getBytes(UTF_8));
        assertThat(error.path("code").asString()).isEqualTo("ERR02");
        assertThat(error.path("reason").asString()).isEqualTo(reason);
        assertThat(answer.text()).contains("X-Request-Id: ", "Access-Control-Allow-Origin: *");
    }
}
