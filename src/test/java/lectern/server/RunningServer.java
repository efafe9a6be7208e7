package lectern.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import lectern.config.Config;
import lectern.config.Settings;

/// The whole server in this process, on a free port of this machine.
final class RunningServer implements AutoCloseable {
    private final Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(Server server) {
        this.server = server;
    }

    static RunningServer start(Path data, Map<String, String> settings) {
        return new RunningServer(Server.start(config(data, settings), Clock.systemUTC()));
    }

    static Config config(Path data, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("LECTERN_DATA", data.toString());
        all.put("LECTERN_HOST", "127.0.0.1");
        all.putIfAbsent("LECTERN_PORT", "0");
        return Config.load(Settings.of(all, data), data);
    }

    int port() {
        return server.port();
    }

    boolean isEmpty() {
        return server.isEmpty();
    }

    /// `headers` are names and values in turn.
    HttpResponse<String> get(String path, String... headers) {
        return ask(server.port(), "GET", path, "", headers);
    }

    HttpResponse<String> ask(int port, String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
