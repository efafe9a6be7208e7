package lectern.syncnode.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;

import lectern.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Reads server-sent events as a browser's `EventSource` does.
final class Events implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private String lastEventId = "";
    private int retry;
    private final AtomicInteger comments = new AtomicInteger();

    record Event(String type, JsonNode data, String id) {}

    private Events(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
    }

    static Events open(HttpRequest request) throws IOException, InterruptedException {
        return new Events(Device.client().send(request, HttpResponse.BodyHandlers.ofInputStream()));
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /// The next one; empty when the stream ends.
    Optional<Event> next() throws IOException {
        var type = "message";
        var data = new StringBuilder();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return Optional.of(
                            new Event(type, Json.parse(data.toString().getBytes(UTF_8)), lastEventId));
                }
                type = "message";
            } else if (line.startsWith("id: ")) {
                lastEventId = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.append(line.substring(6));
            } else if (line.startsWith("retry: ")) {
                retry = Integer.parseInt(line.substring(7));
            } else {
                assertThat(line).startsWith(":");
                comments.incrementAndGet();
            }
        }
        return Optional.empty();
    }

    Event change() throws IOException {
        var event = next().orElseThrow(() -> new AssertionError("the stream has ended"));
        assertThat(event.type()).isEqualTo("change");
        return event;
    }

    List<Event> changes(int count) throws IOException {
        var events = new ArrayList<Event>();
        for (int i = 0; i < count; i++) {
            events.add(change());
        }
        return events;
    }

    /// Reads on until it knows where it is, without an event.
    String place() throws IOException {
        while (lastEventId.isEmpty()) {
            var line = lines.readLine();
            if (line.startsWith("id: ")) {
                lastEventId = line.substring(4);
            } else if (line.startsWith("retry: ")) {
                retry = Integer.parseInt(line.substring(7));
            }
        }
        return lastEventId;
    }

    String lastEventId() {
        return lastEventId;
    }

    int comments() {
        return comments.get();
    }

    int retry() {
        return retry;
    }

    /// Cuts the connection.
    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
