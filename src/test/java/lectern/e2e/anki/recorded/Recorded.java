package lectern.e2e.anki.recorded;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import tools.jackson.databind.node.ObjectNode;

import lectern.json.Json;

/// One request of a client.
///
/// @param header the JSON in `anki-sync`
/// @param payload decompressed
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Recorded(String path, String header, byte[] payload) {
    public String session() {
        return headerJson().path("s").asString();
    }

    public ObjectNode headerJson() {
        return (ObjectNode) Json.parse(header.getBytes(StandardCharsets.UTF_8));
    }

    public Recorded withHeader(String other) {
        return new Recorded(path, other, payload);
    }

    /// As another account would ask it.
    public Recorded withKey(String key) {
        return withHeader(headerJson().put("k", key).toString());
    }

    public Recorded withPayload(byte[] other) {
        return new Recorded(path, header, other);
    }

    /// As it went over the wire.
    public byte[] bytes() {
        return bytes(compressed());
    }

    /// With another body.
    public byte[] bytes(byte[] body) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(head());
        try (var chunks = new ChunkedOutput(all)) {
            chunks.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    /// What stands before the body, which is sent in chunks.
    public byte[] head() {
        return text("POST " + path + " HTTP/1.1\r\nanki-sync: " + header
                + "\r\ncontent-type: application/octet-stream\r\naccept: */*\r\nhost: 127.0.0.1"
                + "\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    public byte[] compressed() {
        var compressed = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStream(compressed)) {
            zstd.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    public static byte[] decompressed(byte[] body) throws IOException {
        try (var zstd = new ZstdInputStream(new ByteArrayInputStream(body))) {
            return zstd.readAllBytes();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
