package lectern.e2e.anki.legacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// One request as such a client writes it.
public final class Form {
    private static final String BOUNDARY = "Anki-sync-boundary";

    private final List<byte[]> parts = new ArrayList<>();

    /// A field of text.
    public Form with(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    /// The payload, and in a field behind it whether it is compressed: old desktops wrote them in this order.
    public Form compressed(byte[] payload) {
        return part("name=\"data\"; filename=\"data\"", gzip(payload)).with("c", "1");
    }

    public Form plain(byte[] payload) {
        return with("c", "0").part("name=\"data\"; filename=\"data\"", payload);
    }

    public static String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    public byte[] bytes() {
        var all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        all.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
        return all.toByteArray();
    }

    private Form part(String disposition, byte[] content) {
        parts.add(ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n"));
        parts.add(content);
        parts.add(ascii("\r\n"));
        return this;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] payload) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
