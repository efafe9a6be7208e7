package lectern.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.config.Config;
import lectern.config.Settings;
import lectern.json.Json;
import lectern.server.Server;
import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.Wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RemoteStoreCommandsTest implements StoreCommandsContract {
    private static final String PASSWORD = "a good password";

    @TempDir
    Path home;

    @TempDir
    Path elsewhere;

    private Server server;
    private FakeConsole console;

    @BeforeEach
    void start() {
        var operator = new FakeConsole(home).input(PASSWORD + "\n");
        operator.run("user", "add", "ana").succeeded();
        operator.run("user", "add", "bob").succeeded();
        var settings = Settings.of(Map.of("LECTERN_HOST", "127.0.0.1", "LECTERN_PORT", "0"), home);
        server = Server.start(Config.load(settings, home), Clock.fixed(FakeConsole.NOW, ZoneOffset.UTC));
        console = new FakeConsole(elsewhere).set(StorePlace.PASSWORD_VARIABLE, PASSWORD);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(elsewhere.resolve("data"))
                .as("a data folder that nobody asked for")
                .doesNotExist();
    }

    @Override
    public FakeConsole console() {
        return console;
    }

    @Override
    public Path home() {
        return elsewhere;
    }

    @Override
    public Stream<String> place(String user) {
        return Stream.of("--url", address(), "--user", user);
    }

    private String address() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    @Test
    void theDataFolderAndTheServerShowTheSame() {
        console.input("one");
        console.run("store", "put", "list", "--url", address(), "--user", "ana").succeeded();
        var here = new FakeConsole(home);
        assertThat(here.run("store", "get", "list", "--user", "ana").out()).isEqualTo("one");

        here.input("two")
                .run("store", "put", "list", "--user", "ana", "--force")
                .succeeded();

        assertThat(console.run("store", "get", "list", "--url", address(), "--user", "ana")
                        .out())
                .isEqualTo("two");
        assertThat(here.run("store", "list", "--user", "ana").out())
                .isEqualTo(console.run("store", "list", "--url", address(), "--user", "ana")
                        .out());
    }

    @Test
    void noSessionIsLeftBehind() {
        console.run("store", "list", "--url", address(), "--user", "ana").succeeded();

        assertThat(new FakeConsole(home).run("session", "list", "ana", "--json").json())
                .isEmpty();
    }

    @Test
    void theTokenOfASessionIsEnoughAndStays() throws IOException {
        var token = signIn();
        Files.writeString(elsewhere.resolve("token"), token + "\n");

        console.input("one");
        console.run("store", "put", "list", "--url", address(), "--session-file", "token")
                .succeeded();
        console.set(StorePlace.SESSION_VARIABLE, token);
        assertThat(console.run("store", "get", "list", "--url", address()).out())
                .isEqualTo("one");

        console.set(StorePlace.SESSION_VARIABLE, "sn1_nothing");
        refused("The server wants a login: the session has ended, or there was none.", "--url", address());
    }

    @Test
    void thePasswordIsAskedForOrReadButNeverAnArgument() throws IOException {
        var asked = new FakeConsole(elsewhere).answering(PASSWORD);
        asked.run("store", "list", "--url", address(), "--user", "ana").succeeded();
        var piped = new FakeConsole(elsewhere).input(PASSWORD + "\n");
        piped.run("store", "list", "--url", address(), "--user", "ana").succeeded();
        assertThat(piped.run("store", "put", "list", "--url", address(), "--user", "ana")
                        .exitCode())
                .isEqualTo(Exit.USAGE);
        Files.writeString(elsewhere.resolve("password"), PASSWORD);
        piped.run("store", "put", "list", "--url", address(), "--user", "ana", "--password-file", "password")
                .succeeded();

        console.set(StorePlace.PASSWORD_VARIABLE, "another password");
        refused("The server knows no such name and password.", "--url", address(), "--user", "ana");
        refused("nowhere can't be read.", "--url", address(), "--user", "ana", "--password-file", "nowhere");
        assertThat(console.run("store", "list", "--url", "http://ana:secret@127.0.0.1:" + server.port())
                        .exitCode())
                .isEqualTo(Exit.USAGE);
        assertThat(console.run("store", "list", "--url", address()).exitCode()).isEqualTo(Exit.USAGE);
    }

    @Test
    void whereNobodyAnswersIsSaid() throws IOException {
        var nobody = "http://127.0.0.1:" + freePort();
        var said = console.run("store", "list", "--url", nobody, "--user", "ana");
        assertThat(said.exitCode()).isEqualTo(Exit.UNAVAILABLE);
        assertThat(said.err()).startsWith(nobody + " can't be reached: ");
        var page = console.run("store", "list", "--url", address() + "docs", "--user", "ana");
        assertThat(page.exitCode()).isEqualTo(Exit.UNAVAILABLE);
        assertThat(page.err()).isEqualTo("What answers at " + address() + "docs is no store API.\n");
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void refused(String sentence, String... place) {
        var said = console.run(
                Stream.concat(Stream.of("store", "list"), Stream.of(place)).toArray(String[]::new));
        assertThat(said.err()).isEqualTo(sentence + "\n");
        assertThat(said.exitCode()).isEqualTo(Exit.FAILED);
    }

    private String signIn() {
        var body = Json.object().put("id", "ana").put("password", PASSWORD).toString();
        Reply reply = new Wire(server.port()).ask("POST", "/auth", List.of(new Header("Accept", "*/*")), body);
        return Json.parse(reply.body().getBytes(UTF_8)).get("token").asString();
    }
}
