package lectern.http;

import java.io.IOException;
import java.io.OutputStream;
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

        /// As far as it is known before it is sent.
        OptionalLong length();
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

    /// The same answer with one more header. Characters above `U+00FF` and controls are refused.
    public Response with(String header, String value) {
        var more = Arrays.copyOf(fields, fields.length + 1);
        more[fields.length] = field(header, value);
        return new Response(status, body, more);
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

    static HttpField field(String name, String value) {
        if (!value.chars().allMatch(c -> (c >= ' ' && c != 0x7F && c <= 0xFF) || c == '\t')) {
            throw new IllegalArgumentException("a header value holds a control or a wide character: " + name);
        }
        return new HttpField(name, value);
    }
}
