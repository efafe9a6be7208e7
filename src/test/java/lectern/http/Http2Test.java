package lectern.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// HTTP/2 without TLS, as proxies speak it to a server behind them.
class Http2Test {
    private final HttpServer server = HttpServer.open(
            HttpSettings.defaults().at("127.0.0.1", 0), new FrontDoor("").mount(router(), "users"), new Metrics());

    private static Router router() {
        return new Router("merged", Slashes.MERGED, Faults.plain(), Cors.none())
                .get("/users/{name}", request -> Response.text(200, request.parameter("name")))
                .put("/users", request -> Response.bytes(200, "text/plain", request.body(10)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aClientThatKnowsMaySpeakItAtOnce() throws Exception {
        var client = new HTTP2Client();
        client.start();
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            var session = client.connect(address, new Session.Listener() {}).get(5, TimeUnit.SECONDS);
            assertThat(ask(session, "GET", "//users//a%2Fb/", "")).isEqualTo("200 a/b");
            assertThat(ask(session, "PUT", "/users", "abc")).isEqualTo("200 abc");
            assertThat(ask(session, "PUT", "/users", "0123456789x")).startsWith("413 ");
            assertThat(ask(session, "GET", "/nothing", "")).startsWith("404 {\"code\":404,");
        } finally {
            client.stop();
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

    private String ask(Session session, String method, String path, String body) throws Exception {
        var answer = new Answer();
        var uri = HttpURI.build("http://127.0.0.1:" + server.port()).pathQuery(path);
        var head = new MetaData.Request(method, uri, HttpVersion.HTTP_2, HttpFields.EMPTY);
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
        return answer.whole.get(5, TimeUnit.SECONDS);
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
