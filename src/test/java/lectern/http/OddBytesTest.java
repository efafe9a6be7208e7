package lectern.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever comes over a connection, the server answers it with the client's fault or not at all, and goes on.
class OddBytesTest {
    private static final HttpServer server = open();

    private static HttpServer open() {
        var merged = new Router(
                        "merged", Slashes.MERGED, Faults.plain(), Cors.anyOrigin(List.of("GET"), List.of(), List.of()))
                .get(
                        "/users/{name}",
                        request -> Response.text(
                                200, request.parameter("name") + request.query("q") + request.headers("x")))
                .put("/users", request -> Response.bytes(200, "text/plain", request.body(100)));
        var raw = new Router("raw", Slashes.RAW, Faults.plain(), Cors.none())
                .headOfGet()
                .get("/store/{key...}", request -> Response.text(200, request.parameter("key")));
        var proxies = new Proxies(List.of(Network.parse("127.0.0.1")), ForwardedBy.FORWARDED);
        var settings = new HttpSettings(
                "127.0.0.1", 0, OptionalInt.empty(), proxies, 10, 100, Duration.ofSeconds(10), Duration.ofSeconds(5));
        return HttpServer.open(
                settings, new FrontDoor("/base").mount(merged, "users").mount(raw, "store"), new Metrics());
    }

    @AfterContainer
    static void close() {
        server.close();
    }

    @Property(tries = 300)
    void noneIsTheServersFault(@ForAll("pieces") List<String> start, @ForAll("pieces") List<String> rest)
            throws IOException {
        var request =
                String.join("", start).replaceAll("[\r\n]", "") + " HTTP/1.1\r\nHost: x\r\n" + String.join("", rest);
        assertThat(statuses(request)).noneMatch(status -> status >= 500 && status != 505);
        assertThat(statuses(String.join("", rest))).noneMatch(status -> status >= 500 && status != 505);
        assertThat(Raw.ask(server.port(), "GET /users/ana HTTP/1.1\r\nHost: x\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    private static List<Integer> statuses(String request) throws IOException {
        try (var raw = Raw.to(server.port())) {
            return raw.send(request)
                    .finish()
                    .rest()
                    .lines()
                    .filter(line -> line.startsWith("HTTP/1.1 "))
                    .map(line -> Integer.valueOf(line.substring(9, 12)))
                    .toList();
        }
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "GET ",
                        "PUT ",
                        "HEAD ",
                        "OPTIONS ",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                        "/users/",
                        "/store/",
                        "/base/",
                        "//",
                        "..",
                        "*",
                        "http://x:y/",
                        "%",
                        "%2F",
                        "%zz",
                        "%00",
                        "%ff",
                        "?q=",
                        "&",
                        "#",
                        ";",
                        " HTTP/1.1",
                        " HTTP/1.0",
                        " HTTP/0.9",
                        "\r\n",
                        "\n",
                        "\r",
                        "\r\n\r\n",
                        "Host: x\r\n",
                        "Host: [::\r\n",
                        "Content-Length: ",
                        "3\r\n",
                        "99999999999999999999\r\n",
                        "-1\r\n",
                        "Transfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: gzip\r\n",
                        "Expect: 100-continue\r\n",
                        "Expect: more\r\n",
                        "Connection: close\r\n",
                        "Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n",
                        "x: ",
                        "\u00e9",
                        "\u0000",
                        "\u00ff\u00fe",
                        "Forwarded: for=\"[::1\";proto=x\r\n",
                        "Forwarded: for=a;;=\"\r\n",
                        "X-Request-Id: a\r\n",
                        "Cookie: \"\r\n",
                        "Accept: text/html\r\n",
                        "Origin: x\r\n",
                        "abc",
                        "3\r\nabc\r\n0\r\n\r\n",
                        "\u0016\u0003\u0001")
                .list()
                .ofMaxSize(12);
    }
}
