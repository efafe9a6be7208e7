import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/// Starts the packaged server as it will be started, does what a KOReader does, and stops it: java then writes the AOT
/// cache of everything that was loaded. Run by `./package` with the folder of the package.
public final class AotTraining {
    private static final String KEY = "5f4dcc3b5aa765d61d8327deb882cf99";

    private final URI server;
    private final HttpClient client = HttpClient.newHttpClient();

    private AotTraining(int port) {
        server = URI.create("http://127.0.0.1:" + port);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var folder = Path.of(args[0]);
        var cache = folder.resolve("lib/lectern.aot");
        var data = Files.createTempDirectory("lectern-training");
        int port = freePort();
        var log = folder.resolveSibling("training.log");
        var builder = new ProcessBuilder(folder.resolve("bin/lectern").toString(), "serve")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_OPTS", "-XX:AOTCacheOutput=lib/lectern.aot");
        builder.environment().put("LECTERN_DATA", data.toString());
        builder.environment().put("LECTERN_HOST", "127.0.0.1");
        builder.environment().put("LECTERN_PORT", String.valueOf(port));
        builder.environment().put("LECTERN_REGISTRATION", "open");
        var process = builder.start();
        try {
            new AotTraining(port).train(process);
            process.destroy();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the server did not stop");
            }
            if (!Files.exists(cache)) {
                throw new IllegalStateException("java wrote no AOT cache");
            }
        } catch (IllegalStateException e) {
            System.err.println("Training failed: " + e.getMessage() + ". The server said:");
            System.err.println(Files.readString(log));
            System.exit(1);
        } finally {
            process.destroyForcibly();
            delete(data);
        }
    }

    private void train(Process process) throws IOException, InterruptedException {
        awaitHealth(process);
        expect(201, request("POST", "/users/create", "{\"username\":\"ana\",\"password\":\"" + KEY + "\"}"));
        for (int round = 0; round < 50; round++) {
            expect(200, request("GET", "/users/auth", ""));
            expect(200, request("PUT", "/syncs/progress", progress(round)));
            expect(200, request("GET", "/syncs/progress/" + document(round), ""));
        }
    }

    private static String progress(int round) {
        return """
                {"document":"%s","progress":"/body/DocFragment[%d]/body/p[3]/text().0","percentage":0.%02d,\
                "device":"Kobo","device_id":"0123456789ABCDEF0123456789ABCDEF"}"""
                .formatted(document(round), round, round);
    }

    private static String document(int round) {
        return "%032x".formatted(round % 5);
    }

    private void awaitHealth(Process process) throws IOException, InterruptedException {
        var deadline = Instant.now().plusSeconds(60);
        while (true) {
            try {
                expect(200, request("GET", "/health", ""));
                return;
            } catch (ConnectException e) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("the server did not start", e);
                }
                Thread.sleep(100);
            }
        }
    }

    private HttpResponse<String> request(String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .header("Accept", "application/vnd.koreader.v1+json")
                .header("Content-Type", "application/json")
                .header("x-auth-user", "ana")
                .header("x-auth-key", KEY)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException("%s %s answered %d: %s"
                    .formatted(answer.request().method(), answer.uri().getPath(), answer.statusCode(), answer.body()));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
