package lectern;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// The program as the operating system starts it: words in; lines, an exit code and signals out.
class MainTest {
    @TempDir
    Path data;

    @Test
    void whatACommandDoesHoldsAtOnceInARunningServer() throws Exception {
        var serving = start(Map.of("LECTERN_PORT", "0"), "serve", "--json");
        try (var lines = serving.inputReader(UTF_8);
                var client = HttpClient.newHttpClient()) {
            int port = port(lines);
            assertThat(signIn(client, port)).isEqualTo(401);
            run("a good password", Map.of(), "user", "add", "ana").succeeded();
            assertThat(signIn(client, port)).isEqualTo(200);
            run("", Map.of(), "user", "disable", "ana").succeeded();
            assertThat(signIn(client, port)).isEqualTo(401);

            serving.destroy(); // SIGTERM
            assertThat(serving.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(data.resolve("lectern.db-wal")).doesNotExist();
        } finally {
            serving.destroyForcibly();
        }
    }

    @Test
    void aStartThatFailsIsOneSentenceAndAnExitCode() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var busy = run("", Map.of("LECTERN_PORT", Integer.toString(taken.getLocalPort())), "serve");
            assertThat(busy.said())
                    .isEqualTo("Another program already listens on port %d on 127.0.0.1.\n"
                            .formatted(taken.getLocalPort()));
            assertThat(busy.exitCode()).isEqualTo(4);
        }
        var wrong = run("", Map.of("LECTERN_PROT", "1"), "serve");
        assertThat(wrong.said()).isEqualTo("LECTERN_PROT is no setting of Lectern; did you mean LECTERN_PORT?\n");
        assertThat(wrong.exitCode()).isEqualTo(3);
    }

    @Test
    void anEmptyServerSaysWhatToDoNext() throws Exception {
        var serving = start(Map.of("LECTERN_PORT", "0"), "serve");
        try (var lines = serving.inputReader(UTF_8)) {
            var said = new ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.contains("in Anki")) { // the last of it
                    break;
                }
            }
            assertThat(said).anyMatch(line -> line.endsWith("lectern user add NAME --admin"));
            assertThat(said).anyMatch(line -> line.strip().matches("http://127\\.0\\.0\\.1:\\d+ +in KOReader.*"));
        } finally {
            serving.destroy();
            serving.waitFor();
        }
    }

    private static int port(BufferedReader lines) throws IOException {
        var line = lines.readLine();
        assertThat(line).as("what the server says when it listens").isNotNull();
        return Json.parse(line.getBytes(UTF_8)).get("port").intValue();
    }

    private static int signIn(HttpClient client, int port) throws IOException, InterruptedException {
        var key = "265d0ad99e158c3068551a57fde7568d"; // of the password that is typed above
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/users/auth"))
                .headers("x-auth-user", "ana", "x-auth-key", key)
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private record Ended(int exitCode, String said) {
        void succeeded() {
            assertThat(exitCode).as(said).isZero();
        }
    }

    private Ended run(String input, Map<String, String> settings, String... words)
            throws IOException, InterruptedException {
        var process = start(settings, words);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private Process start(Map<String, String> settings, String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "lectern.Main"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(settings);
        builder.environment().put("LECTERN_DATA", data.toString());
        builder.environment().put("LECTERN_HOST", "127.0.0.1");
        return builder.start();
    }
}
