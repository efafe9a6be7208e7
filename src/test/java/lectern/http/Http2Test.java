package lectern.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// HTTP/2 without TLS, as proxies speak it to a server behind them.
class Http2Test {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final HttpServer server = HttpServer.open(
            HttpSettings.defaults().at("127.0.0.1", 0),
            new FrontDoor("").mount(router(), "users").mount(rawRouter(), "store"),
            new Metrics());

    private Router router() {
        return new Router("merged", Slashes.MERGED, Faults.plain(), Cors.none())
                .get("/users/{name}", request -> Response.text(200, request.parameter("name")))
                .get(
                        "/users/header",
                        request -> Response.text(
                                200, request.header("x").orElse("none").length() + " characters"))
                .get("/users/reply", _ -> Response.text(200, "told").with("x", "a".repeat(30 * 1024)))
                .get("/users/events", request -> {
                    var waiting = request.waiting();
                    return Response.events(out -> {
                        try {
                            out.write('a');
                            out.flush(); // fails when the client was quicker
                            waiting.await(Duration.ofSeconds(10));
                        } finally {
                            ended.countDown();
                        }
                    });
                })
                .put("/users", request -> Response.bytes(200, "text/plain", request.body(10)));
    }

    private static Router rawRouter() {
        return new Router("raw", Slashes.RAW, Faults.plain(), Cors.none())
                .get("/store/{key...}", request -> Response.text(200, request.rawParameter("key")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aClientThatKnowsMaySpeakItAtOnce() throws Exception {
        try (var client = new Client()) {
            assertThat(client.ask("GET", "//users//a%2Fb/")).isEqualTo("200 a/b");
            assertThat(client.ask("PUT", "/users", HttpFields.EMPTY, "abc")).isEqualTo("200 abc");
            assertThat(client.ask("PUT", "/users", HttpFields.EMPTY, "0123456789x"))
                    .startsWith("413 ");
            assertThat(client.ask("GET", "/nothing")).startsWith("404 {\"code\":404,");
        }
    }

    @Test
    void aRawDoorSeesEveryByteOfThePath() throws Exception {
        try (var client = new Client()) {
            for (var key : List.of("a//b", "a/", "a/../b", "./a", "a;x=1", "a%2Fb", "%2e%2e", "%5C", "|\\^", "%25")) {
                assertThat(client.ask("GET", "/store/" + key)).as(key).isEqualTo("200 " + key);
            }
        }
    }

    @Test
    void headersMayHave128KilobytesAndAnAnswers32() throws Exception {
        try (var client = new Client()) {
            assertThat(client.ask("GET", "/users/header", HttpFields.build().add("x", "a".repeat(125 * 1024)), ""))
                    .isEqualTo("200 128000 characters");
            assertThat(client.ask("GET", "/users/" + "a".repeat(100 * 1024))).hasSize(4 + 100 * 1024);
            assertThat(client.ask("GET", "/users/reply")).isEqualTo("200 told");
        }
    }

    @Test
    void aClientThatTurnsAwayFromEventsIsNoticedAtOnce() throws Exception {
        try (var client = new Client()) {
            var stream = client.hear("/users/events");
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(client.ask("GET", "/users/ana")).isEqualTo("200 ana");
        }
    }

    @Test
    void aConnectionMayBeUpgraded() throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var uri = URI.create("http://127.0.0.1:" + server.port() + "/users/ana");
            var answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("ana");
        }
    }

    /// One connection, over which a test asks what it likes.
    private final class Client implements AutoCloseable {
        private final HTTP2Client engine = new HTTP2Client();
        private final Session session;

        Client() throws Exception {
            engine.setMaxRequestHeadersSize(256 * 1024);
            engine.setMaxResponseHeadersSize(64 * 1024);
            engine.start();
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            session = engine.connect(address, new Session.Listener() {}).get(60, TimeUnit.SECONDS);
        }

        String ask(String method, String path) throws Exception {
            return ask(method, path, HttpFields.EMPTY, "");
        }

        String ask(String method, String path, HttpFields headers, String body) throws Exception {
            var answer = new Answer();
            var uri = HttpURI.build("http://127.0.0.1:" + server.port()).pathQuery(path);
            var head = new MetaData.Request(method, uri, HttpVersion.HTTP_2, headers);
            session.newStream(
                    new HeadersFrame(head, null, body.isEmpty()),
                    Promise.from(
                            stream -> {
                                if (!body.isEmpty()) {
                                    var _ = stream.data(
                                            new DataFrame(stream.getId(), ByteBuffer.wrap(body.getBytes(UTF_8)), true));
                                }
                            },
                            answer.whole::completeExceptionally),
                    answer);
            return answer.whole.get(60, TimeUnit.SECONDS);
        }

        /// The stream, once something was heard.
        Stream hear(String path) throws Exception {
            var uri = HttpURI.build("http://127.0.0.1:" + server.port()).pathQuery(path);
            var head = new MetaData.Request("GET", uri, HttpVersion.HTTP_2, HttpFields.EMPTY);
            var heard = new CompletableFuture<Stream>();
            var _ = session.newStream(new HeadersFrame(head, null, true), new Stream.Listener() {
                @Override
                public void onHeaders(Stream stream, HeadersFrame frame) {
                    heard.complete(stream);
                }
            });
            return heard.get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            LifeCycle.stop(engine);
        }
    }

    private static final class Answer implements Stream.Listener {
        private final CompletableFuture<String> whole = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            text.append(((MetaData.Response) frame.getMetaData()).getStatus()).append(' ');
            stream.demand();
        }

        @Override
        public void onDataAvailable(Stream stream) {
            var data = stream.readData();
            text.append(UTF_8.decode(data.frame().getByteBuffer()));
            data.release();
            if (data.frame().isEndStream()) {
                whole.complete(text.toString());
            } else {
                stream.demand();
            }
        }
    }
}
