package lectern.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import tools.jackson.databind.JsonNode;

import lectern.json.Json;

/// An answer. A body of bytes is always sent with its `Content-Length`.
public final class Response {
    /// Exactly this: some KOReader releases compare the whole value before they look at a body.
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private static final HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    private static final HttpField HTML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    private static final HttpField EVENTS = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/event-stream");
    private static final HttpField[] NO_FIELDS = {};

    private final int status;
    private final HttpField[] fields;
    private final Body body;

    private Response(int status, Body body, HttpField... fields) {
        this.status = status;
        this.body = body;
        this.fields = fields;
    }

    /// Writes a body that is not held in memory. It may be called once, and runs on the request's own thread.
    @FunctionalInterface
    public interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    sealed interface Body {
        record None() implements Body {
            @Override
            public OptionalLong length() {
                return OptionalLong.empty();
            }
        }

        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Bytes(byte[] bytes) implements Body {
            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }
        }

        record Stream(OptionalLong length, Source source) implements Body {}

        /// Goes on for as long as its source likes.
        record Events(Source source) implements Body {
            @Override
            public OptionalLong length() {
                return OptionalLong.empty();
            }
        }

        /// `size` bytes of a file, from where it stands.
        record Part(SeekableByteChannel file, long size) implements Body {
            @Override
            public OptionalLong length() {
                return OptionalLong.of(size);
            }

            @Override
            public void forget() {
                try {
                    file.close();
                } catch (IOException e) {
                    throw new UncheckedIOException("a file that was only read did not close", e);
                }
            }
        }

        /// As far as it is known before it is sent.
        OptionalLong length();

        /// It will not be sent.
        default void forget() {}
    }

    public static Response json(int status, byte[] json) {
        return new Response(status, new Body.Bytes(json), JSON);
    }

    public static Response json(int status, JsonNode json) {
        return json(status, Json.write(json));
    }

    public static Response json(int status, Map<String, ?> json) {
        return json(status, Json.write(json));
    }

    public static Response text(int status, String text) {
        return new Response(status, new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)), TEXT);
    }

    public static Response html(int status, String html) {
        return new Response(status, new Body.Bytes(html.getBytes(StandardCharsets.UTF_8)), HTML);
    }

    public static Response bytes(int status, String type, byte[] bytes) {
        return new Response(status, new Body.Bytes(bytes), field(HttpHeader.CONTENT_TYPE.asString(), type));
    }

    /// No body and no type.
    public static Response empty(int status) {
        return new Response(status, new Body.None(), NO_FIELDS);
    }

    /// A body of unknown length: sent in chunks, the connection is cut when the source fails half-way.
    public static Response stream(int status, String type, Source source) {
        return new Response(
                status, new Body.Stream(OptionalLong.empty(), source), field(HttpHeader.CONTENT_TYPE.asString(), type));
    }

    /// A body of known length, which the source must write exactly.
    public static Response stream(int status, String type, long length, Source source) {
        return new Response(
                status,
                new Body.Stream(OptionalLong.of(length), source),
                field(HttpHeader.CONTENT_TYPE.asString(), type));
    }

    /// `length` bytes of an open file, from `position` on. It is closed when they are sent, or when they are not.
    public static Response file(int status, String type, SeekableByteChannel file, long position, long length)
            throws IOException {
        return new Response(
                status,
                new Body.Part(file.position(position), length),
                field(HttpHeader.CONTENT_TYPE.asString(), type));
    }

    /// What happens, as it happens: nothing is held back once the source has flushed it, and between two events nothing
    /// is held in memory. The source goes on until [Waiting] is over.
    public static Response events(Source source) {
        return new Response(200, new Body.Events(source), EVENTS)
                .with("Cache-Control", "no-store, no-transform")
                .with("X-Accel-Buffering", "no"); // nginx would collect them
    }

    /// The same answer with one more header. Characters above `U+00FF` and controls are refused.
    public Response with(String header, String value) {
        var more = Arrays.copyOf(fields, fields.length + 1);
        more[fields.length] = field(header, value);
        return new Response(status, body, more);
    }

    /// The same answer in other bytes. Its tag named those that it had.
    Response encoded(String coding, Body encoded) {
        var changed = new HttpField[fields.length + 1];
        for (int i = 0; i < fields.length; i++) {
            changed[i] = fields[i].getHeader() == HttpHeader.ETAG ? weak(fields[i]) : fields[i];
        }
        changed[fields.length] = new HttpField(HttpHeader.CONTENT_ENCODING, coding);
        return new Response(status, encoded, changed);
    }

    private static HttpField weak(HttpField tag) {
        return tag.getValue().startsWith("W/") ? tag : new HttpField(HttpHeader.ETAG, "W/" + tag.getValue());
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        for (var field : fields) {
            if (field.is(name)) {
                return Optional.of(field.getValue());
            }
        }
        return Optional.empty();
    }

    Body body() {
        return body;
    }

    HttpField[] fields() {
        return fields;
    }

    boolean has(HttpField other) {
        for (var field : fields) {
            if (field.isSameName(other)) {
                return true;
            }
        }
        return false;
    }

    /// The same for a field that is sent again and again.
    static HttpField constant(String name, String value) {
        var field = field(name, value);
        return new PreEncodedHttpField(field.getHeader(), field.getName(), field.getValue());
    }

    static HttpField field(String name, String value) {
        for (int i = 0; i < value.length(); i++) { // no stream: this is a twentieth of an answer with many headers
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
                throw new IllegalArgumentException("a header value holds a control or a wide character: " + name);
            }
        }
        return new HttpField(name, value);
    }
}
