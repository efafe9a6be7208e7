package lectern.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

/// A Lectern that runs as a person runs it: a process of its own, started by its script, asked over HTTP.
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final URI address;
    private final Path log;

    private ServerProcess(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /// Starts `<script> serve` on a free port of this machine and waits until it answers. What it says goes to a file
    /// beside the data folder.
    public static ServerProcess start(Path script, Path data, Map<String, String> settings) {
        int port = freePort();
        var all = new HashMap<>(settings);
        all.put("LECTERN_HOST", "127.0.0.1");
        all.put("LECTERN_PORT", String.valueOf(port));
        var log = Path.of(data + ".log");
        var builder = command(script, data, all, List.of("serve")).redirectOutput(Redirect.appendTo(log.toFile()));
        try {
            var server = new ServerProcess(builder.start(), URI.create("http://127.0.0.1:" + port), log);
            server.awaitHealth();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs one subcommand on the same data folder, gives it `input` to read, and returns what it said. It must end
    /// well.
    public static String run(Path script, Path data, String input, String... words) {
        try {
            var process = command(script, data, Map.of(), List.of(words)).start();
            try (var standardInput = process.getOutputStream()) {
                standardInput.write(input.getBytes(UTF_8));
            }
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /// What the server said so far.
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGKILL: the process has no moment left to put anything in order.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// SIGTERM: requests that are open are finished.
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop:\n" + log());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitHealth() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!answers()) {
                if (process.waitFor(2, MILLISECONDS) || System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new IllegalStateException("the server did not start:\n" + log());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Asked by hand: a client library takes longer to start than the server.
    private boolean answers() {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write("GET /health HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8).startsWith("HTTP/1.1 200 ");
        } catch (IOException _) {
            return false;
        }
    }

    /// Nothing of this process's environment is handed on, so that the script finds what it needs by itself.
    private static ProcessBuilder command(Path script, Path data, Map<String, String> settings, List<String> words) {
        var builder = new ProcessBuilder(Stream.concat(Stream.of(script.toString()), words.stream())
                        .toList())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(settings);
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LECTERN_DATA", data.toString());
        return builder;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
