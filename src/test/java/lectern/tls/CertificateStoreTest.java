package lectern.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import lectern.http.Cors;
import lectern.http.Faults;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.http.Proxies;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// Certificates in files, as the front door serves them.
class CertificateStoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir
    private static Path made;

    private static TestCertificate first;
    private static TestCertificate second;

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger(CertificateStore.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private TlsSettings files;
    private CertificateStore store;
    private HttpServer server;

    @BeforeAll
    static void make() throws Exception {
        first = TestCertificate.make(made, "-keyalg", "RSA");
        second = TestCertificate.make(made, "-keyalg", "EC");
    }

    @BeforeEach
    void open() throws Exception {
        lines.start();
        logger.addAppender(lines);
        files = first.write(folder);
        store = CertificateStore.unwatched(files, InstantSource.system());
        var router = new Router("users", Slashes.MERGED, Faults.plain(), Cors.none())
                .get(
                        "/users/secure",
                        request -> Response.text(
                                200, Boolean.toString(request.client().secure())));
        var settings = new HttpSettings(
                "127.0.0.1", 0, OptionalInt.of(0), Proxies.none(), 100, 100, PATIENCE, Duration.ofSeconds(5));
        server = HttpServer.open(settings, store.context(), new FrontDoor("").mount(router, "users"), new Metrics());
    }

    @AfterEach
    void close() {
        server.close();
        store.close();
        logger.detachAppender(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void bothVersionsOfHttpAreSpokenOverTls(HttpClient.Version version) throws Exception {
        try (var client = HttpClient.newBuilder()
                .sslContext(first.trusted())
                .version(version)
                .build()) {
            var uri = URI.create("https://localhost:" + server.port() + "/users/secure");
            var answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo("true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsOfTlsAreSpoken(String version) throws Exception {
        try (var socket = socket(first, version)) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void olderVersionsAreNot() throws Exception {
        try (var socket = socket(first, "TLSv1.1")) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void whoForgetsTheSInHttpsIsToldSo() throws IOException {
        assertThat(plain(server.port()))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("Content-Type: application/json\r\n")
                .endsWith("{\"code\":400,\"message\":\"Bad Request\","
                        + "\"detail\":\"This port speaks HTTPS: write https:// in front of the address.\"}");
    }

    @Test
    void aConnectionInUseOutlastsThePatienceForNewOnes() throws Exception {
        try (var socket = socket(first, "TLSv1.3")) {
            await().during(PATIENCE.multipliedBy(2)).untilAsserted(() -> {
                socket.getOutputStream().write("HEAD /users HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
                assertThat(socket.getInputStream().readNBytes(12))
                        .asString(UTF_8)
                        .isEqualTo("HTTP/1.1 404");
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
            });
        }
    }

    @Test
    void aHandshakeThatTricklesIsGivenUp() throws Exception {
        byte[] record = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3}; // begins a hello of 512 bytes
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var drops = Executors.newSingleThreadScheduledExecutor()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(record);
            var _ = drops.scheduleAtFixedRate(() -> drop(socket), 1, PATIENCE.toMillis() / 4, TimeUnit.MILLISECONDS);
            assertThat(ending(socket)).isTrue();
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.getOutputStream().write(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the server ends it, rather than the test's own time-out.
    private static boolean ending(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    @Test
    void aSecondPortMaySpeakWithoutTls() throws IOException {
        assertThat(plain(server.plainPort().orElseThrow()))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\nfalse");
    }

    @Test
    void aNewCertificateIsServedWithoutARestart() throws Exception {
        assertThat(served()).isEqualTo(first.certificate());
        second.write(folder);
        store.refresh();
        assertThat(served()).isEqualTo(second.certificate());
        assertThat(store.status().notAfter()).isEqualTo(TlsStatus.read(files).notAfter());
        first.write(folder);
        store.refresh();
        assertThat(served()).isEqualTo(first.certificate());
    }

    @Test
    void halfAReplacementIsNotServedAndSaidOnce() throws Exception {
        second.writeCertificate(files.certificate());
        store.refresh();
        store.refresh();
        second.writeCertificate(files.certificate());
        store.refresh();
        assertThat(served()).isEqualTo(first.certificate());
        assertThat(warnings())
                .containsExactly("The private key " + files.key()
                        + " does not belong to the certificate. The certificate from before is still served.");
        second.writeKey(files.key());
        store.refresh();
        assertThat(served()).isEqualTo(second.certificate());
    }

    @Test
    void anExpiredCertificateIsServedWithAWarning() throws Exception {
        TestCertificate.make(made, "-keyalg", "EC", "-startdate", "-10d", "-validity", "3")
                .write(folder);
        store.refresh();
        assertThat(warnings()).singleElement().asString().contains("is not valid now, but from ");
        assertThat(store.status().daysLeft(InstantSource.system().instant())).isNegative();
    }

    @Test
    void itsNamesAndItsEndAreKnown() {
        assertThat(store.status().names()).containsExactly("localhost", "127.0.0.1");
        assertThat(store.status().isValidAt(InstantSource.system().instant())).isTrue();
        assertThat(store.status().daysLeft(store.status().notAfter().minus(Duration.ofDays(30))))
                .isEqualTo(30);
    }

    private Iterable<String> warnings() {
        return lines.list.stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static String plain(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /users/secure HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private Certificate served() throws Exception {
        for (var trusted : new TestCertificate[] {first, second}) {
            try (var socket = socket(trusted, "TLSv1.3")) {
                socket.startHandshake();
                return socket.getSession().getPeerCertificates()[0];
            } catch (SSLHandshakeException _) {
                // the other one, then
            }
        }
        throw new AssertionError("neither certificate is served");
    }

    private SSLSocket socket(TestCertificate trusted, String version) throws Exception {
        var socket = (SSLSocket)
                trusted.trusted().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.setEnabledProtocols(new String[] {version});
        return socket;
    }
}
