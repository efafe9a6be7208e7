package lectern.http;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a browser is told of a door whose operator says which pages may use it.
class CorsTest {
    private final HttpServer server = HttpServer.open(
            HttpSettings.defaults().at("127.0.0.1", 0),
            new FrontDoor("").mount(router("*"), "open").mount(router("https://app.example"), "listed"),
            new Metrics());

    private static Router router(String origin) {
        var door = origin.equals("*") ? "open" : "listed";
        var cors = Cors.origins(
                Set.of(origin), List.of("GET", "PATCH"), List.of("Authorization"), List.of("X-Token", "Location"));
        return new Router(door, Slashes.RAW, Faults.plain(), cors)
                .get("/" + door, _ -> Response.text(200, "here"))
                .options("/" + door + "/said", _ -> Response.empty(204).with("Tus-Version", "1.0.0"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anyPageIsToldItsOwnName() throws IOException {
        for (var path : List.of("/open", "/open/nothing")) {
            var answer = ask("GET", path, "Origin: http://lan:8080");
            assertThat(answer.headers())
                    .containsEntry("access-control-allow-origin", "http://lan:8080")
                    .containsEntry("access-control-expose-headers", "X-Token, Location")
                    .containsEntry("vary", "Origin")
                    .doesNotContainKey("access-control-allow-credentials");
            assertThat(ask("GET", path, "X: y").headers())
                    .containsEntry("access-control-allow-origin", "*")
                    .containsEntry("vary", "Origin");
        }
    }

    @Test
    void onlyAListedPageIs() throws IOException {
        assertThat(ask("GET", "/listed", "Origin: https://app.example").headers())
                .containsEntry("access-control-allow-origin", "https://app.example")
                .containsEntry("vary", "Origin");
        for (var other : List.of("Origin: https://app.example.evil", "Origin: null", "X: y")) {
            assertThat(ask("GET", "/listed", other).headers())
                    .doesNotContainKey("access-control-allow-origin")
                    .containsEntry("vary", "Origin");
        }
    }

    @Test
    void aPreflightAllowsWhatItAsksFor() throws IOException {
        var answer = ask("OPTIONS", "/open/any/path", """
                Origin: https://app.example\r
                Access-Control-Request-Method: PATCH\r
                Access-Control-Request-Headers: upload-offset,x-mine\r
                Access-Control-Request-Private-Network: true""");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "https://app.example")
                .containsEntry("access-control-allow-methods", "GET, PATCH")
                .containsEntry("access-control-allow-headers", "Authorization, upload-offset,x-mine")
                .containsEntry("access-control-allow-private-network", "true")
                .containsEntry("access-control-max-age", "7200");
        assertThat(ask("OPTIONS", "/open", "Access-Control-Request-Headers: a;b")
                        .headers())
                .containsEntry("access-control-allow-headers", "Authorization")
                .doesNotContainKey("access-control-allow-private-network");
    }

    @Test
    void aRouteMaySayMoreOfItself() throws IOException {
        assertThat(ask("OPTIONS", "/open/said", "X: y").headers())
                .containsEntry("tus-version", "1.0.0")
                .containsEntry("access-control-allow-methods", "GET, PATCH");
    }

    private Raw.Answer ask(String method, String path, String headers) throws IOException {
        return Raw.ask(server.port(), method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n");
    }
}
