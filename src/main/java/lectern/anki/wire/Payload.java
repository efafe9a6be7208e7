package lectern.anki.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

import lectern.http.Response;
import lectern.json.Json;

/// What a method answers, before it is framed for the wire form of its client.
public sealed interface Payload {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements Payload {}

    /// Not held in memory.
    ///
    /// @param length known beforehand, because clients want it in a header
    /// @param source is asked once, or never if the client is gone; writes exactly that many bytes
    record Stream(long length, Response.Source source) implements Payload {}

    /// What is answered when there is nothing to say: `null`.
    static Payload nothing() {
        return new Bytes("null".getBytes(StandardCharsets.US_ASCII));
    }

    static Payload json(JsonNode json) {
        return new Bytes(Json.write(json));
    }

    static Payload json(Map<String, ?> json) {
        return new Bytes(Json.write(json));
    }

    static Payload json(Consumer<JsonGenerator> content) {
        return new Bytes(Json.write(content));
    }

    /// Bare, without quotes.
    static Payload text(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static Payload stream(long length, Response.Source source) {
        return new Stream(length, source);
    }

    /// A file that nobody changes before it is sent.
    static Payload file(Path file) throws IOException {
        return new Stream(Files.size(file), out -> Files.copy(file, out));
    }
}
