package lectern.http;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What goes over the wire, byte for byte where a client may be picky.
class HttpServerTest {
    private HttpServer server;

    @BeforeEach
    void open() {
        var merged = new Router("merged", Slashes.MERGED, Faults.plain(), Cors.none())
                .get("/users/{name}", request -> Response.text(200, request.parameter("name")))
                .get(
                        "/users/header",
                        request -> Response.text(200, request.header("X-Name").orElse("none")))
                .get(
                        "/users/raw",
                        request ->
                                Response.text(200, request.rawHeader("X-Name").orElse("none")))
                .get(
                        "/users/headers",
                        request -> Response.text(200, request.headers("X-Name").toString()))
                .get(
                        "/users/query",
                        request -> Response.text(200, request.query("q").orElse("none")))
                .get("/users/json", _ -> Response.json(200, "{}".getBytes(UTF_8)))
                .get("/users/nothing", _ -> Response.empty(204))
                .get(
                        "/users/thread",
                        _ -> Response.text(
                                200, Boolean.toString(Thread.currentThread().isVirtual())))
                .get("/users/bug", _ -> {
                    throw new IllegalStateException("a bug");
                })
                .get("/users/error", _ -> {
                    throw new AssertionError("a bug");
                })
                .post("/users", request -> Response.bytes(200, "text/plain", request.body(10)))
                .get("/users/reply", _ -> Response.text(200, "told").with("X-Name", "a".repeat(31 * 1024)))
                .post("/users/forgotten", request -> {
                    request.discard(1_000);
                    return Response.text(401, "no");
                })
                .post("/users/unread", _ -> Response.text(401, "no"));
        var raw = new Router("raw", Slashes.RAW, Faults.plain(), Cors.none())
                .headOfGet()
                .get("/store", _ -> Response.text(200, "all"))
                .get("/store/{key...}", request -> Response.text(200, request.parameter("key")))
                .put("/store/{key...}", request -> Response.text(200, request.rawParameter("key")));
        var own = new Router(
                        "own", Slashes.MERGED, (fault, _) -> Response.text(422, "own words: " + fault), Cors.none())
                .get("/own/{name}", request -> Response.text(200, request.parameter("name")));
        var door = new FrontDoor("").mount(merged, "users").mount(raw, "store").mount(own, "own");
        server = HttpServer.open(HttpSettings.defaults().at("127.0.0.1", 0), door, new Metrics());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anAnswerCarriesNoMoreHeadersThanItNeeds() throws IOException {
        var answer = get("/users/json");
        assertThat(answer.line()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.headers().keySet())
                .containsExactlyInAnyOrder("date", "content-type", "x-request-id", "content-length");
        assertThat(answer.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("content-length", "2");
    }

    @Test
    void http10IsAnsweredAndClosed() throws IOException {
        try (var raw = Raw.to(server.port())) {
            var answer = raw.send("GET /users/ana HTTP/1.0\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ana");
            assertThat(raw.rest()).isEmpty();
        }
    }

    @Test
    void http10MayKeepItsConnection() throws IOException {
        try (var raw = Raw.to(server.port())) {
            for (int i = 0; i < 2; i++) {
                var answer = raw.send("GET /users/ana HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                        .answer();
                assertThat(answer.headers()).containsEntry("connection", "keep-alive");
            }
        }
    }

    @Test
    void requestsMayBePipelined() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /users/a HTTP/1.1\r\nHost: x\r\n\r\nGET /users/b HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(raw.answer().body()).isEqualTo("a");
            assertThat(raw.answer().body()).isEqualTo("b");
        }
    }

    @Test
    void connectionCloseIsHonoured() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /users/a HTTP/1.1\r\nHost: x\r\nConnection: close, TE\r\nTE: trailers\r\n\r\n");
            assertThat(raw.answer().headers()).containsEntry("connection", "close");
            assertThat(raw.rest()).isEmpty();
        }
    }

    @Test
    void aClientWhoseBodyNobodyWaitsForIsToldThatItsConnectionEnds() throws IOException {
        for (var path : List.of("/users/unread", "/nowhere")) {
            try (var raw = Raw.to(server.port())) {
                raw.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
                assertThat(raw.answer().headers()).as(path).containsEntry("connection", "close");
            }
        }
    }

    @Test
    void aClientThatSendsAllBeforeItReadsHearsTheAnswer() throws IOException {
        var body = "x".repeat(16_000_000);

        for (var path : List.of("/users/unread", "/nowhere")) {
            try (var raw = Raw.to(server.port())) {
                raw.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n");
                raw.send(body);
                assertThat(raw.answer().status()).as(path).isBetween(401, 404);
                assertThat(raw.rest()).as(path).isEmpty();
            }
        }
    }

    @Test
    void aBodyThatIsThereIsLeftOutAndTheConnectionGoesOn() throws IOException {
        for (var path : List.of("/users/unread", "/nowhere")) {
            try (var raw = Raw.to(server.port())) {
                raw.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345");
                assertThat(raw.answer().headers()).as(path).doesNotContainKey("connection");
                raw.send("GET /users/a HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(raw.answer().body()).as(path).isEqualTo("a");
            }
        }
    }

    @Test
    void aRequestRunsOnAVirtualThread() throws IOException {
        assertThat(get("/users/thread").body()).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/ana",
                "//users/ana",
                "/users//ana",
                "/users/ana/",
                "///users///ana//",
                "http://x/users/ana"
            })
    void aMergingDoorDoesNotMindSlashes(String path) throws IOException {
        var answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ana");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a//b",
                "a/",
                "/",
                "a/../b",
                "./a",
                "a;x=1",
                "a%2Fb",
                "a%2f%2Fb",
                "%2e%2e",
                "a%3Ab",
                "a+b",
                "|\\^[]{}<>\"",
                "%25",
                "a%20b",
                "%5C"
            })
    void aRawDoorSeesEveryByteOfThePath(String key) throws IOException {
        assertThat(ask("PUT", "/store/" + key).body()).isEqualTo(key);
    }

    @Test
    void aParameterIsDecodedOnce() throws IOException {
        assertThat(get("/store/a%252Fb%2Fc+d%C3%A4").body()).isEqualTo(bytesOf("a%2Fb/c+dä"));
        assertThat(get("/users/%2Fana%3A").body()).isEqualTo("/ana:");
        assertThat(get("/store/" + bytesOf("ä")).body()).isEqualTo(bytesOf("ä"));
    }

    @Test
    void theRestOfAPathMayBeEmpty() throws IOException {
        assertThat(get("/store").body()).isEqualTo("all");
        assertThat(get("/store/").body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/store/%ff",
                "/store/\u00e4",
                "/store/%C3",
                "/users/%u0041",
                "/store/%zz",
                "/store/a%",
                "/store/a%0",
                "/store/a%00"
            })
    void aPathThatCannotBeDecodedIsABadRequest(String path) throws IOException {
        var answer = get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/own/%zz", "/own/a%", "/own/a%0", "/own/%00", "/own/a%00b?q=%zz", "//own/%/", "http://x/own/%0g"
            })
    void itsDoorSaysSoInItsOwnWords(String path) throws IOException {
        assertThat(get(path).body()).isEqualTo("own words: BadRequest[reason=The path is not valid.]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/%00", "/own%/a", "/nowhere/a%"})
    void aPathThatCannotBeDecodedAndBelongsToNoDoorIsNotFound(String path) throws IOException {
        var answer = get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"code\":404,");
    }

    @Test
    void aRequestAfterAPathThatCannotBeDecodedIsAnswered() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /own/%zz HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(raw.answer().status()).isEqualTo(422);
            raw.send("GET /own/ana HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(raw.answer().body()).isEqualTo("ana");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G\u0001T / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /users/a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /users/a HTTP/1.1\r\n\r\n",
                "GET /users/a HTTP/1.1\r\nHost: x y\r\n\r\n",
                "GET /users/a HTTP/1.1\r\nHost: x\r\nX: \u0000\r\n\r\n",
                "GET users HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /users/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /users/a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "GET /users/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n",
                "GET http://h/ HTTP/1.1\r\nHost: other\r\n\r\n",
                "POST /users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"
            })
    void whatIsNotHttpIsABadRequestInJson(String request) throws IOException {
        var answer = Raw.ask(server.port(), request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/json")
                .containsKey("x-request-id");
        assertThat(answer.body()).startsWith("{\"code\":400,\"message\":\"Bad Request\",\"detail\":");
    }

    @Test
    void anotherVersionIsRefusedInJson() throws IOException {
        assertThat(Raw.ask(server.port(), "GET / HTTP/3.7\r\nHost: x\r\n\r\n").body())
                .startsWith("{\"code\":505,");
        assertThat(Raw.ask(server.port(), "GET /\r\n").body()).startsWith("{\"code\":505,");
    }

    @Test
    void headersMayHave128Kilobytes() throws IOException {
        assertThat(Raw.ask(server.port(), withHeader("/users/header", "X-Name: " + "a".repeat(125 * 1024)))
                        .body())
                .hasSize(125 * 1024);
        assertThat(Raw.ask(server.port(), withHeader("/users/header", "X-Name: " + "a".repeat(129 * 1024)))
                        .status())
                .isEqualTo(431);
        assertThat(get("/store/" + "a".repeat(100 * 1024)).status()).isEqualTo(200);
        assertThat(get("/store/" + "a".repeat(129 * 1024)).status()).isEqualTo(414);
    }

    @Test
    void anAnswersHeadersMayHave32Kilobytes() throws IOException {
        assertThat(get("/users/reply").headers().get("x-name")).hasSize(31 * 1024);
    }

    @Test
    void aHeaderIsUtf8WhereItsBytesAreAndElseLatin1() throws IOException {
        var utf8 = bytesOf("José");
        assertThat(Raw.ask(server.port(), withHeader("/users/header", "X-Name: " + utf8))
                        .body())
                .isEqualTo(utf8);
        assertThat(Raw.ask(server.port(), withHeader("/users/header", "X-Name: José"))
                        .body())
                .isEqualTo(utf8);
        assertThat(Raw.ask(server.port(), withHeader("/users/raw", "X-Name: José"))
                        .body())
                .isEqualTo(utf8);
        assertThat(Raw.ask(server.port(), withHeader("/users/headers", "X-Name: a, b\r\nx-name: c"))
                        .body())
                .isEqualTo("[a, b, c]");
    }

    @Test
    void aQueryParameterIsDecodedAndTheFirstCounts() throws IOException {
        assertThat(get("/users/query?a=1&q=a+b%26%C3%A4&q=2").body()).isEqualTo(bytesOf("a b&ä"));
        assertThat(get("/users/query?q").body()).isEmpty();
        assertThat(get("/users/query?Q=1").body()).isEqualTo("none");
        assertThat(get("/users/query?q=%zz").status()).isEqualTo(400);
        assertThat(get("/users/query?x=%zz&q=1").body()).isEqualTo("1");
    }

    @Test
    void aBodyIsReadUpToItsLimit() throws IOException {
        assertThat(post("Content-Length: 10\r\n\r\n0123456789").body()).isEqualTo("0123456789");
        assertThat(post("Content-Length: 0\r\n\r\n").body()).isEmpty();
        assertThat(post("\r\n").body()).isEmpty();
        assertThat(post("Transfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n")
                        .body())
                .isEqualTo("0123456789");
    }

    @Test
    void aLongerBodyIsRefusedBeforeItIsSent() throws IOException {
        var answer = post("Content-Length: 11\r\nExpect: 100-continue\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body())
                .isEqualTo("{\"code\":413,\"message\":\"Content Too Large\",\"detail\":\"At most 10 bytes.\"}");
    }

    @Test
    void aLongerBodyOfUnknownLengthIsRefusedWhileItIsRead() throws IOException {
        assertThat(post("Transfer-Encoding: chunked\r\n\r\n8\r\n01234567\r\n3\r\n890\r\n")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aHandlerThatAsksForTheBodyMakesTheClientSendIt() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("POST /users HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(raw.answer().status()).isEqualTo(100);
            assertThat(raw.send("abc").answer().body()).isEqualTo("abc");
        }
    }

    @Test
    void nobodyIsAskedForABodyThatIsOnlyForgotten() throws IOException {
        var head = "POST /users/forgotten HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
        assertThat(Raw.ask(server.port(), head).status()).isEqualTo(401);
        assertThat(Raw.ask(server.port(), head + "abc").status()).isEqualTo(401);
    }

    @Test
    void aHandlerThatDoesNotAskNeverGetsIt() throws IOException {
        var answer = Raw.ask(
                server.port(),
                "POST /users/unread HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void anUnreadBodyDoesNotSpoilTheNextRequest() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("POST /users/unread HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(raw.answer().status()).isEqualTo(401);
            assertThat(raw.send("GET /users/a HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answer()
                            .body())
                    .isEqualTo("a");
        }
    }

    @Test
    void anEmptyAnswerHasNeitherLengthNorType() throws IOException {
        assertThat(get("/users/nothing").headers())
                .doesNotContainKeys("content-length", "content-type", "transfer-encoding");
    }

    @Test
    void headIsAnsweredOnlyWhereTheDoorSaysSo() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("HEAD /store/abc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            var head = raw.rest();
            assertThat(head)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 3\r\n")
                    .endsWith("\r\n\r\n");
        }
        try (var raw = Raw.to(server.port())) {
            raw.send("HEAD /users/abc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(raw.rest())
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void aWrongMethodIsToldWhichAreRight() throws IOException {
        var answer = ask("DELETE", "/store/a");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, PUT");
        assertThat(ask("BREW", "/store/a").status()).isEqualTo(405);
        assertThat(ask("OPTIONS", "/users/a").status()).isEqualTo(405);
    }

    @Test
    void anUnknownPathIsAPageForABrowserAndJsonForOthers() throws IOException {
        var json = get("/nothing/here");
        assertThat(json.status()).isEqualTo(404);
        assertThat(json.body()).isEqualTo("{\"code\":404,\"message\":\"Not Found\",\"detail\":\"Not Found\"}");
        var page = Raw.ask(
                server.port(), withHeader("/nothing", "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.headers()).containsEntry("content-type", "text/html;charset=utf-8");
        assertThat(Raw.ask(server.port(), withHeader("/users/no/route", "Accept: text/html"))
                        .headers())
                .containsEntry("content-type", "application/json");
        assertThat(ask("OPTIONS", "*").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/bug", "/users/error"})
    void aBugIsAnsweredWithTheNumberUnderWhichTheLogHasIt(String path) throws IOException {
        var answer = get(path);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains(answer.headers().get("x-request-id")).doesNotContain("a bug");
    }

    @Test
    void aRequestHasANumberOfItsOwn() throws IOException {
        var ids = List.of(get("/users/a"), get("/users/a")).stream()
                .map(answer -> answer.headers().get("x-request-id"))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-z]+-[0-9a-z]+"));
        assertThat(Raw.ask(server.port(), withHeader("/users/a", "X-Request-Id: mine"))
                        .headers()
                        .get("x-request-id"))
                .isNotEqualTo("mine");
    }

    private Raw.Answer get(String path) throws IOException {
        return ask("GET", path);
    }

    private Raw.Answer ask(String method, String path) throws IOException {
        return Raw.ask(server.port(), method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private Raw.Answer post(String headersAndBody) throws IOException {
        return Raw.ask(server.port(), "POST /users HTTP/1.1\r\nHost: x\r\n" + headersAndBody);
    }

    private static String withHeader(String path, String header) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n";
    }

    /// The UTF-8 bytes of a text, one character for each, as [Raw] shows them.
    private static String bytesOf(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
