package lectern.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.tls.BadCertificate;
import lectern.tls.TestCertificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EncryptedServerTest {
    @TempDir
    static Path made;

    private static TestCertificate certificate;
    private static Map<String, String> settings;

    @TempDir
    Path data;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = TestCertificate.make(made, "-keyalg", "EC");
        var files = certificate.write(made);
        settings = Map.of(
                "LECTERN_TLS_CERTIFICATE", files.certificate().toString(),
                "LECTERN_TLS_KEY", files.key().toString(),
                "LECTERN_TLS_PLAIN_PORT", "0");
    }

    @Test
    void devicesWithoutTlsHaveAPortBesideIt() throws Exception {
        try (var server = Server.start(RunningServer.config(data, settings), Clock.systemUTC());
                var client = HttpClient.newBuilder()
                        .sslContext(certificate.trusted())
                        .build()) {
            assertThat(body(client, "https://localhost:" + server.port())).isEqualTo("{\"state\":\"OK\"}");
            assertThat(body(client, "http://localhost:" + server.plainPort().getAsInt()))
                    .isEqualTo("{\"state\":\"OK\"}");
        }
    }

    @Test
    void filesThatAreNoCertificateStopTheStartWithASentence() throws IOException {
        var wrong = Files.writeString(data.resolve("wrong.pem"), "Dear diary,");
        assertThatThrownBy(() -> Server.start(
                        RunningServer.config(data, Map.of("LECTERN_TLS_CERTIFICATE", wrong.toString())),
                        Clock.systemUTC()))
                .isInstanceOf(BadCertificate.class)
                .hasMessageContaining(wrong.toString());
        assertThat(data.resolve("lectern.db-wal")).doesNotExist();
    }

    private static String body(HttpClient client, String server) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(server + "/healthcheck")).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
