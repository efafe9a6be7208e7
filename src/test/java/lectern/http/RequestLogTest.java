package lectern.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What the operator sees of a request, and what nobody may see.
class RequestLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("lectern.request");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Metrics metrics = new Metrics();
    private final HttpServer server = HttpServer.open(
            new HttpSettings(
                    "127.0.0.1",
                    0,
                    OptionalInt.empty(),
                    new Proxies(List.of(Network.parse("127.0.0.1")), ForwardedBy.X_FORWARDED_FOR),
                    1_000,
                    10_000,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5)),
            new FrontDoor("").mount(router(), "syncs"),
            metrics);

    private static Router router() {
        return new Router("kosync", Slashes.MERGED, Faults.plain(), Cors.none())
                .get("/syncs/progress/{document}", request -> {
                    request.note("account", "0f8a");
                    return Response.text(200, "secret");
                })
                .put("/syncs/progress", request -> Response.bytes(200, "text/plain", request.body(100)));
    }

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        server.close();
    }

    @Test
    void aRequestIsOneLine() throws IOException {
        Raw.ask(server.port(), """
                GET /syncs/progress/abc?key=hunter2 HTTP/1.1
                Host: x
                X-Forwarded-For: 203.0.113.7
                X-Request-Id: from-the-proxy

                """.replace("\n", "\r\n"));
        assertThat(line())
                .matches("door=kosync method=GET route=/syncs/progress/\\{document} status=200 ms=\\d+\\.\\d bytes=6"
                        + " client=203\\.0\\.113\\.7 id=from-the-proxy account=0f8a");
    }

    @Test
    void aProxyCannotWriteIntoTheLog() throws IOException {
        Raw.ask(server.port(), "GET / HTTP/1.1\r\nHost: x\r\nX-Request-Id: a b=c\r\nX-Forwarded-For: evil\r\n\r\n");
        assertThat(line()).contains("client=127.0.0.1 id=").doesNotContain("b=c", "evil");
    }

    @Test
    void nothingThatAClientSentStandsThereButItsMethod() throws IOException {
        var secret = "hunter2";
        for (var request : List.of(
                "GET /syncs/progress/hunter2?hunter2 HTTP/1.1\r\nHost: x\r\nx-auth-key: hunter2\r\n\r\n",
                "PUT /syncs/progress HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\nhunter2",
                "PUT /syncs/progress HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nhunter2\r\n",
                "GET /hunter2 HTTP/1.1\r\nHost: x\r\n\r\n",
                "HUNTER2 / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /hunter2%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: hunter2 x\r\n\r\n")) {
            Raw.ask(server.port(), request);
        }
        await().until(() -> lines.list.size() == 7);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(secret));
    }

    @Test
    void requestsAreCountedByDoorRouteMethodAndStatus() throws IOException {
        Raw.ask(server.port(), "GET /syncs/progress/abc HTTP/1.1\r\nHost: x\r\n\r\n");
        Raw.ask(server.port(), "GET /syncs/progress/def HTTP/1.1\r\nHost: x\r\n\r\n");
        Raw.ask(server.port(), "DELETE /syncs/progress HTTP/1.1\r\nHost: x\r\n\r\n");
        Raw.ask(server.port(), "GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n");
        await().until(() -> lines.list.size() == 4);
        assertThat(metrics.text().lines())
                .contains(
                        "# TYPE lectern_http_requests_total counter",
                        "lectern_http_requests_total{door=\"kosync\",route=\"/syncs/progress/{document}\",method=\"GET\",status=\"200\"} 2",
                        "lectern_http_requests_total{door=\"kosync\",route=\"\",method=\"\",status=\"405\"} 1",
                        "lectern_http_requests_total{door=\"none\",route=\"\",method=\"\",status=\"404\"} 1",
                        "# TYPE lectern_http_request_seconds histogram",
                        "lectern_http_request_seconds_bucket{door=\"kosync\",route=\"/syncs/progress/{document}\",method=\"GET\",le=\"+Inf\"} 2",
                        "lectern_http_request_seconds_count{door=\"kosync\",route=\"/syncs/progress/{document}\",method=\"GET\"} 2",
                        "lectern_http_requests_in_flight 0")
                .allMatch(line -> line.startsWith("# ") || line.matches("[a-z_]+(\\{.*})? (-?[0-9.]+|[+-]Inf|NaN)"));
    }

    @Test
    void aNumberHasOneName() {
        assertThatThrownBy(() -> metrics.gauge("lectern_http_requests_in_flight", "Again.", () -> 0))
                .hasMessage("counted twice: lectern_http_requests_in_flight");
    }

    private String line() {
        await().until(() -> !lines.list.isEmpty());
        return lines.list.getFirst().getFormattedMessage();
    }
}
