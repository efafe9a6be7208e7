package lectern.anki;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Asks as Anki did before 2.1.57: a multipart form, the payload first and compressed.
record FormClient(int port) implements Client {
    private static final String BOUNDARY = "Anki-sync-boundary";

    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Field(String name, byte[] content, String more) {
        static Field of(String name, String text) {
            return new Field(name, text.getBytes(StandardCharsets.UTF_8), "");
        }

        /// With a file name and a type.
        static Field file(String name, byte[] content) {
            return new Field(name, content, "; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream");
        }
    }

    @Override
    public Said ask(String path, String key, String sessionKey, byte[] payload) {
        var fields = new ArrayList<>(List.of(Field.file("data", gzip(payload)), Field.of("c", "1")));
        if (!key.isEmpty()) {
            fields.add(Field.of("k", key));
        }
        fields.add(Field.of("s", sessionKey));
        return send(path, fields);
    }

    /// These fields and no others, in this order.
    Said send(String path, List<Field> fields) {
        return send(path, TYPE, body(fields));
    }

    Said send(String path, String type, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("content-type", type)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        return HeaderClient.said(HeaderClient.send(request.build()));
    }

    Said get(String target) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target));
        return HeaderClient.said(HeaderClient.send(request.build()));
    }

    static byte[] body(List<Field> fields) {
        var bytes = new ByteArrayOutputStream();
        for (var field : fields) {
            bytes.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
                    .formatted(BOUNDARY, field.name(), field.more())
                    .getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(field.content());
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        bytes.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] payload) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
