package lectern.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// How long the server waits, for how many, and how it stops.
class PatienceTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final CountDownLatch brokenOff = new CountDownLatch(1);
    private final Router router = new Router("slow", Slashes.MERGED, Faults.plain(), Cors.none())
            .get("/slow/now", _ -> Response.text(200, "now"))
            .get("/slow/wait", _ -> {
                entered.countDown();
                return Response.text(200, Boolean.toString(passed(leave)));
            })
            .post("/slow/body", request -> Response.bytes(200, "text/plain", request.body(100)))
            .post("/slow/upload", request -> {
                try (var body = request.unhurried(100)) {
                    return Response.bytes(200, "text/plain", body.readAllBytes());
                }
            })
            .post("/slow/wait", request -> {
                entered.countDown();
                passed(leave);
                return Response.bytes(200, "text/plain", request.body(100));
            })
            .get("/slow/endless", _ -> Response.stream(200, "text/plain", this::endless));
    private final Router patient = new Router("patient", Slashes.MERGED, Faults.plain(), Cors.none())
            .patience(1_000)
            .post("/patient/body", request -> Response.bytes(200, "text/plain", request.body(100)));
    private HttpServer server = open(1_000);

    private HttpServer open(int requests) {
        return open(requests, 10_000, PATIENCE);
    }

    private HttpServer open(int requests, int connections, Duration patience) {
        var settings = new HttpSettings(
                "127.0.0.1",
                0,
                OptionalInt.empty(),
                Proxies.none(),
                requests,
                connections,
                patience,
                Duration.ofMinutes(1));
        return HttpServer.open(
                settings, new FrontDoor("").mount(router, "slow").mount(patient, "patient"), new Metrics());
    }

    private static boolean passed(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void endless(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write(new byte[1000]);
            }
        } finally {
            brokenOff.countDown();
        }
    }

    @AfterEach
    void close() {
        leave.countDown();
        server.close();
    }

    @Test
    void aSilentConnectionIsClosed() throws IOException {
        try (var raw = Raw.to(server.port())) {
            assertThat(raw.rest()).isEmpty();
        }
    }

    @Test
    void aHeaderThatTricklesIsGivenUp() throws IOException {
        assertThat(trickle("GET /slow/now HTTP/1.1\r\nHost: x\r\nX: ")).isEmpty();
    }

    @Test
    void aBodyThatStopsIsARequestTimeout() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("POST /slow/body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(raw.answer().status()).isEqualTo(408);
        }
    }

    @Test
    void aBodyThatTricklesIsARequestTimeout() throws IOException {
        assertThat(trickle("POST /slow/body HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"))
                .startsWith("HTTP/1.1 408 ");
    }

    @Test
    void anUploadMayTakeItsTimeButNotStop() throws IOException {
        assertThat(trickle("POST /slow/upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("aaaaaaaa");
        try (var raw = Raw.to(server.port())) {
            raw.send("POST /slow/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(raw.answer().status()).isEqualTo(408);
        }
    }

    @Test
    void aDoorMayBeMorePatientWithinARequestAndNotAfterIt() throws Exception {
        try (var raw = Raw.to(server.port());
                var later = Executors.newSingleThreadScheduledExecutor()) {
            raw.send("POST /patient/body HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
            var sent = later.schedule(() -> raw.send("def"), 3 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);

            assertThat(raw.answer().body()).isEqualTo("abcdef");
            sent.get();
            assertThat(raw.rest())
                    .as("what comes before the connection is closed")
                    .isEmpty();
        }
    }

    @Test
    void aHandlerMayTakeLongerThanAClientMayBeSilent() throws Exception {
        try (var raw = Raw.to(server.port());
                var later = Executors.newSingleThreadScheduledExecutor()) {
            raw.send("GET /slow/wait HTTP/1.1\r\nHost: x\r\n\r\n");
            var _ = later.schedule(leave::countDown, 3 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(raw.answer().body()).isEqualTo("true");
        }
    }

    @Test
    void aHandlerMayAskForTheBodyLate() throws Exception {
        try (var raw = Raw.to(server.port());
                var later = Executors.newSingleThreadScheduledExecutor()) {
            raw.send("POST /slow/wait HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            var _ = later.schedule(leave::countDown, 3 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(raw.answer().body()).isEqualTo("abc");
        }
    }

    @Test
    void aClientThatDoesNotReadIsGivenUp() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /slow/endless HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(passed(brokenOff)).isTrue();
        }
    }

    @Test
    void aClientThatGoesAwayEndsTheAnswer() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /slow/endless HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        assertThat(passed(brokenOff)).isTrue();
    }

    @Test
    void oneRequestTooManyIsToldToComeBack() throws IOException {
        server.close();
        server = open(1);
        try (var first = Raw.to(server.port())) {
            first.send("GET /slow/wait HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(passed(entered)).isTrue();
            var refused = Raw.ask(server.port(), "GET /slow/now HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
            leave.countDown();
            assertThat(first.answer().body()).isEqualTo("true");
        }
        await().untilAsserted(() -> assertThat(Raw.ask(server.port(), "GET /slow/now HTTP/1.1\r\nHost: x\r\n\r\n")
                        .status())
                .isEqualTo(200));
    }

    @Test
    void whenAllConnectionsAreTakenTheSilentOnesMakeRoom() throws IOException {
        var ask = "GET /slow/now HTTP/1.1\r\nHost: x\r\n\r\n";
        server.close();
        server = open(1_000, 2, Duration.ofMinutes(1));
        try (var silent = Raw.to(server.port())) {
            assertThat(silent.send(ask).answer().body()).isEqualTo("now");
            try (var second = Raw.to(server.port());
                    var third = Raw.to(server.port())) {
                assertThat(second.send(ask).answer().body()).isEqualTo("now");
                assertThat(third.send(ask).answer().body()).isEqualTo("now");
                assertThat(silent.rest()).isEmpty();
            }
        }
    }

    @Test
    void stoppingLetsARequestFinishAndTakesNoOther() throws Exception {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /slow/wait HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(passed(entered)).isTrue();
            int port = server.port();
            var closing = Thread.ofVirtual().start(server::close);
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(SocketException.class));
            assertThat(closing.isAlive()).isTrue();
            leave.countDown();
            var answer = raw.answer();
            assertThat(answer.body()).isEqualTo("true");
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(closing.join(Duration.ofMinutes(1))).isTrue();
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneSentence() {
        var settings = HttpSettings.defaults().at("127.0.0.1", server.port());
        assertThatThrownBy(() -> HttpServer.open(settings, new FrontDoor(""), new Metrics()))
                .isInstanceOf(CannotListen.class)
                .hasMessage("Another program already listens on port " + server.port() + " on 127.0.0.1.");
    }

    @Test
    void anAddressOfAnotherMachineIsSaidInOneSentence() {
        assertThatThrownBy(() ->
                        HttpServer.open(HttpSettings.defaults().at("192.0.2.1", 0), new FrontDoor(""), new Metrics()))
                .isInstanceOf(CannotListen.class)
                .hasMessage("This machine has no address 192.0.2.1 to listen on.");
        assertThatThrownBy(() -> HttpServer.open(
                        HttpSettings.defaults().at("no.such.host.invalid", 0), new FrontDoor(""), new Metrics()))
                .isInstanceOf(CannotListen.class)
                .hasMessage("This machine has no address no.such.host.invalid to listen on.");
    }

    /// Sends the head, and then one byte after the other, a little faster than silence is noticed; what the server
    /// answers when it has had enough.
    private String trickle(String head) throws IOException {
        try (var raw = Raw.to(server.port());
                var drops = Executors.newSingleThreadScheduledExecutor()) {
            raw.send(head);
            var _ = drops.scheduleAtFixedRate(() -> drop(raw), 0, PATIENCE.toMillis() / 4, TimeUnit.MILLISECONDS);
            return raw.rest();
        } catch (SocketException _) { // closed while a byte was under way
            return "";
        }
    }

    private static void drop(Raw raw) {
        try {
            raw.send("a");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
