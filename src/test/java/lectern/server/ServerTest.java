package lectern.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.account.WrongSecret;
import lectern.db.DatabaseException;
import lectern.http.CannotListen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerTest {
    private static final String CREDENTIALS =
            "{\"username\":\"ana\",\"password\":\"5f4dcc3b5aa765d61d8327deb882cf99\"}";

    @TempDir
    Path data;

    @Test
    void allDoorsAreBehindOnePort() {
        try (var server = start(Map.of("LECTERN_REGISTRATION", "open"))) {
            assertThat(server.get("/health").body()).isEqualTo("{\"status\":\"ok\",\"database\":true,\"disk\":true}");
            assertThat(server.get("/healthcheck").body()).isEqualTo("{\"state\":\"OK\"}");
            assertThat(server.ask(server.port(), "POST", "/users/create", CREDENTIALS)
                            .statusCode())
                    .isEqualTo(201);
            assertThat(server.get("/").body()).contains("<h1>Sign in</h1>");
            assertThat(server.get("/").headers().firstValue("Content-Security-Policy"))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/reader", "/kosync", "/koreader", "/api/koreader"})
    void aPrefixCarriesReadingAndHealthAndNothingElse(String prefix) {
        try (var server = start(Map.of())) {
            assertThat(server.get(prefix + "/healthcheck").statusCode()).isEqualTo(200);
            assertThat(server.get(prefix + "/health").statusCode()).isEqualTo(200);
            assertThat(server.get(prefix + "/users/auth").statusCode()).isEqualTo(401);
            assertThat(server.get(prefix + "/metrics").statusCode()).isEqualTo(404);
            assertThat(server.get(prefix).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void otherPrefixesTakeThePlaceOfTheUsualOnes() {
        try (var server = start(Map.of("LECTERN_KOSYNC_PREFIXES", "/books-of/ana"))) {
            assertThat(server.get("/books-of/ana/healthcheck").statusCode()).isEqualTo(200);
            assertThat(server.get("/reader/healthcheck").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void thePathOfThePublicAddressMayBeThereOrNot() {
        try (var server = start(Map.of("LECTERN_PUBLIC_URL", "https://example.org/lectern"))) {
            assertThat(server.get("/lectern/healthcheck").statusCode()).isEqualTo(200);
            assertThat(server.get("/healthcheck").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNotThereIsSaidInTheLanguageOfWhoAsks() {
        try (var server = start(Map.of())) {
            assertThat(server.get("/nowhere").body())
                    .isEqualTo("{\"code\":404,\"message\":\"Not Found\",\"detail\":\"Not Found\"}");
            var page = server.get("/nowhere", "Accept", "text/html,application/xhtml+xml");
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.body()).contains("<h1>Not found</h1>");
        }
    }

    @Test
    void metricsWantTheirToken() {
        var token = "a token nobody guesses";
        try (var server = start(Map.of("LECTERN_METRICS_TOKEN", token))) {
            assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(server.get("/metrics", "Authorization", "Bearer wrong").statusCode())
                    .isEqualTo(401);
            var shown = server.get("/metrics", "Authorization", "Bearer " + token);
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.body()).contains("lectern_http_requests_total{");
        }
        try (var server = start(Map.of())) {
            assertThat(server.get("/metrics", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void metricsCanHaveAPortOfTheirOwn() throws IOException {
        int port = freePort();
        try (var server = start(Map.of("LECTERN_METRICS_PORT", Integer.toString(port)))) {
            assertThat(server.ask(port, "GET", "/metrics", "").body()).contains("lectern_http_requests_total");
            assertThat(server.ask(port, "GET", "/health", "").statusCode()).isEqualTo(404);
            assertThat(server.get("/metrics").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theFirstStartMakesAFolderThatOnlyItsOwnerMayRead() throws IOException {
        var fresh = data.resolve("a/b");
        try (var server = RunningServer.start(fresh, Map.of())) {
            assertThat(server.isEmpty()).isTrue();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
        for (var file : List.of("lectern.db", "secret.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void usersOfTheAnkiServerAreMadeOnceAndKeepWhatTheyChanged() {
        var users = Map.of("SYNC_USER1", "ana:short", "SYNC_USER2", "Bob:pass:word");
        try (var server = start(users)) {
            assertThat(server.isEmpty()).isFalse();
            assertThat(basic(server, "ana:short")).isEqualTo(200);
            assertThat(basic(server, "bob:pass:word")).isEqualTo(200);
            assertThat(basic(server, "ana:wrong")).isEqualTo(401);
        }
        try (var server = start(Map.of("SYNC_USER1", "ANA:another"))) {
            assertThat(basic(server, "ana:short")).isEqualTo(200);
            assertThat(basic(server, "ana:another")).isEqualTo(401);
        }
    }

    @Test
    void aBusyPortIsOneSentenceAndLeavesNothingOpen() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var busy = Map.of("LECTERN_PORT", Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> start(busy))
                    .isInstanceOf(CannotListen.class)
                    .hasMessage(
                            "Another program already listens on port %d on 127.0.0.1.".formatted(taken.getLocalPort()));
        }
        assertThat(data.resolve("lectern.db-wal")).doesNotExist();
        start(Map.of()).close();
    }

    @Test
    void anotherSecretDoesNotOpenTheDatabase() {
        start(Map.of()).close();
        assertThatThrownBy(() -> start(Map.of("LECTERN_SECRET", "not the one it was made with")))
                .isInstanceOf(WrongSecret.class)
                .hasMessageContaining("is not the one this database was made with");
    }

    @Test
    void aDatabaseThatIsNotOursIsLeftAlone() throws IOException {
        var foreign = data.resolve("koreader.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + foreign);
                var statement = connection.createStatement()) {
            statement.execute("create table users (id integer)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        var before = Files.readAllBytes(foreign);
        assertThatThrownBy(() -> start(Map.of("DATABASE_URL", "sqlite:///koreader.db")))
                .isInstanceOf(DatabaseException.Unsuitable.class)
                .hasMessageContaining("is the database of another program");
        assertThat(foreign).hasBinaryContent(before);
    }

    @Test
    void anUnreachablePostgresIsOneSentence() throws IOException {
        int nobody = freePort();
        assertThatThrownBy(() ->
                        start(Map.of("LECTERN_DATABASE", "postgresql://ana:hush@127.0.0.1:%d/books".formatted(nobody))))
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessage("PostgreSQL database books at 127.0.0.1:%d cannot be reached.".formatted(nobody));
    }

    private RunningServer start(Map<String, String> settings) {
        return RunningServer.start(data, settings);
    }

    private static int basic(RunningServer server, String nameAndPassword) {
        var encoded = Base64.getEncoder().encodeToString(nameAndPassword.getBytes(StandardCharsets.UTF_8));
        return server.get("/users/auth", "Authorization", "Basic " + encoded).statusCode();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
