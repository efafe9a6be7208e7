package lectern.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What all answers of one door have in common.
class RouterTest {
    private final Router router = new Router(
                    "shop",
                    Slashes.MERGED,
                    RouterTest::worded,
                    Cors.anyOrigin(List.of("GET", "PUT"), List.of("x-auth-user", "authorization"), List.of("X-Token")))
            .guarded()
            .always("Vary", "Accept")
            .documented(200, 204, 403, 404, 405, 500)
            .refusals(SoldOut.class, (refusal, _) -> Response.json(403, Map.of("left", refusal.left)))
            .get("/shop/open", _ -> Response.text(200, "open"))
            .get("/shop/window", _ -> Response.text(200, "look").with("Cache-Control", "max-age=60"))
            .get("/shop/teapot", _ -> Response.text(418, "tea"))
            .get("/shop/bread", _ -> {
                throw new SoldOut(2);
            })
            .get("/shop/fire", _ -> {
                throw new IOException("smoke");
            });
    private HttpServer server;

    private static final class SoldOut extends RuntimeException {
        private final int left;

        SoldOut(int left) {
            super(null, null, false, false);
            this.left = left;
        }
    }

    private static Response worded(Fault fault, Request request) {
        return switch (fault) {
            case Fault.NoRoute() -> Response.text(404, "no such shelf");
            case Fault.WrongMethod _ -> Response.text(405, "not like that");
            default -> Response.text(500, "closed");
        };
    }

    @BeforeEach
    void open() {
        server = HttpServer.open(
                HttpSettings.defaults().at("127.0.0.1", 0), new FrontDoor("").mount(router, "shop"), new Metrics());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void everyAnswerCarriesTheHeadersOfItsDoor() throws IOException {
        for (var path : List.of("/shop/open", "/shop/nothing", "/shop/bread", "/shop/fire")) {
            assertThat(ask("GET", path, "").headers())
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("referrer-policy", "no-referrer")
                    .containsEntry("x-frame-options", "DENY")
                    .containsEntry("cache-control", "no-store")
                    .containsEntry("vary", "Accept")
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void anAnswersOwnHeaderWins() throws IOException {
        assertThat(ask("GET", "/shop/window", "").headers()).containsEntry("cache-control", "max-age=60");
    }

    @Test
    void aRefusalIsWordedByTheProtocol() throws IOException {
        var answer = ask("GET", "/shop/bread", "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"left\":2}");
    }

    @Test
    void aFaultIsWordedByTheDoor() throws IOException {
        assertThat(ask("GET", "/shop/nothing", "").body()).isEqualTo("no such shelf");
        assertThat(ask("PUT", "/shop/open", "").body()).isEqualTo("not like that");
        assertThat(ask("GET", "/shop/fire", "").body()).isEqualTo("closed");
    }

    @Test
    void aStatusThatTheProtocolDoesNotDocumentFailsTheTestThatSeesIt() throws IOException {
        assertThat(ask("GET", "/shop/teapot", "").status()).isEqualTo(500);
    }

    @Test
    void aPreflightIsAnsweredBeforeAnythingElse() throws IOException {
        var answer = ask("OPTIONS", "/shop/open", """
                Origin: https://web.readest.com
                Access-Control-Request-Method: PUT
                Access-Control-Request-Headers: x-auth-user
                Access-Control-Request-Private-Network: true
                """.replace("\n", "\r\n"));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("access-control-allow-methods", "GET, PUT")
                .containsEntry("access-control-allow-headers", "x-auth-user, authorization")
                .containsEntry("access-control-allow-private-network", "true")
                .containsEntry("access-control-max-age", "86400")
                .doesNotContainKey("access-control-allow-credentials");
    }

    @Test
    void aPageOfAnotherOriginMayReadTheAnswerAndItsErrors() throws IOException {
        for (var path : List.of("/shop/open", "/shop/nothing", "/shop/fire")) {
            assertThat(ask("GET", path, "Origin: http://lan\r\n").headers())
                    .containsEntry("access-control-allow-origin", "*")
                    .containsEntry("access-control-expose-headers", "X-Token");
        }
    }

    @Test
    void theRoutesCanBeListed() {
        assertThat(router.routes()).contains(new Route("GET", "/shop/open")).hasSize(5);
    }

    @Test
    void aHeaderThatWouldBreakTheAnswerIsRefused() {
        assertThatThrownBy(() -> Response.empty(204).with("X", "a\r\nSet-Cookie: b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Response.empty(204).with("X", "€")).isInstanceOf(IllegalArgumentException.class);
    }

    private Raw.Answer ask(String method, String path, String headers) throws IOException {
        return Raw.ask(server.port(), method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }
}
