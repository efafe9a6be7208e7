package lectern.anki.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// What a client asks, whichever wire form it came in. Belongs to the thread that handles it.
public final class SyncRequest implements AutoCloseable {
    private final SyncVersion version;
    private final String hostKey;
    private final String sessionKey;
    private final String client;
    private final Source payload;
    private final int longestJson;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private Optional<ObjectNode> json = Optional.empty();
    private Optional<InputStream> opened = Optional.empty();
    private String detail = "";

    /// Decompresses while it is read, and throws [Refusal] for what is too large or damaged.
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;

        default void close() {}
    }

    public SyncRequest(
            SyncVersion version, String hostKey, String sessionKey, String client, Source payload, int longestJson) {
        this.version = version;
        this.hostKey = hostKey;
        this.sessionKey = sessionKey;
        this.client = client;
        this.payload = payload;
        this.longestJson = longestJson;
    }

    /// By the wire form: a client that sends multipart counts as version 10, and says more only in `meta`.
    public SyncVersion version() {
        return version;
    }

    /// The key that a login returned; empty when there is none yet. A secret.
    public String hostKey() {
        return hostKey;
    }

    /// Chosen by the client for each sync; empty when it did not need one.
    public String sessionKey() {
        return sessionKey;
    }

    /// For example `26.08.1,c32cb291,linux`; empty for clients that do not say.
    public String client() {
        return client;
    }

    /// The bytes as they come, decompressed. Can be read once.
    public InputStream payload() throws IOException {
        if (opened.isPresent()) {
            throw new IllegalStateException("the payload can be read once");
        }
        var stream = payload.open();
        opened = Optional.of(stream);
        return stream;
    }

    /// Whether the request can be handled once more: what was read is still there.
    public boolean repeatable() {
        return opened.isEmpty() || json.isPresent();
    }

    /// The payload as an object.
    public ObjectNode json() throws IOException {
        if (json.isEmpty()) {
            json = Optional.of(parse());
        }
        return json.get();
    }

    private ObjectNode parse() throws IOException {
        byte[] bytes;
        try (var in = payload()) {
            bytes = in.readNBytes(longestJson + 1);
        }
        if (bytes.length > longestJson) {
            throw new Refusal(new AnkiError.TooLarge(Limit.OBJECT, longestJson));
        }
        return switch (Json.parseObject(bytes)) {
            case Json.Parsed.AnObject(var object) -> object;
            case Json.Parsed.NotAnObject _ -> throw new Refusal(new AnkiError.Malformed("not a JSON object"));
            case Json.Parsed.Malformed(var reason) -> throw new Refusal(new AnkiError.Malformed(reason));
        };
    }

    /// Adds a number to the request's line in the log, for example how many notes came.
    public void count(String field, long number) {
        counts.merge(field, number, Long::sum);
    }

    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /// How it ended, in words, for the owner to read in the activity.
    public void detail(String words) {
        detail = words;
    }

    public String detail() {
        return detail;
    }

    /// Whatever was opened for it; whoever reads the payload need not close it.
    @Override
    public void close() throws IOException {
        try {
            if (opened.isPresent()) {
                opened.get().close();
            }
        } finally {
            payload.close();
        }
    }

    @Override
    public String toString() {
        return "SyncRequest[" + version + ", " + client + "]"; // the keys are secrets
    }
}
