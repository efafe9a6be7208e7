package lectern.e2e.anki.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// Stands between a device and a server and writes down what the device asks.
public final class Recorder implements AutoCloseable {
    private static final String SIZE = "anki-original-size";

    private final URI server;
    private final HttpServer listener;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();

    private Recorder(URI server, HttpServer listener) {
        this.server = server;
        this.listener = listener;
    }

    public static Recorder before(URI server) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var recorder = new Recorder(server, HttpServer.create(address, 0));
            recorder.listener.createContext("/", recorder::pass);
            recorder.listener.start();
            return recorder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getAddress().getPort() + "/");
    }

    public List<Recorded> requests() {
        return List.copyOf(requests);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var header = exchange.getRequestHeaders().getFirst("anki-sync");
            var body = exchange.getRequestBody().readAllBytes();
            requests.add(new Recorded(path, header, Recorded.decompressed(body)));
            var request = HttpRequest.newBuilder(server.resolve(path))
                    .header("anki-sync", header)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            var answer = client.send(request, BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue(SIZE)
                    .ifPresent(size -> exchange.getResponseHeaders().add(SIZE, size));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        listener.stop(0);
        client.close();
    }
}
