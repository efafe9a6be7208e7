package lectern.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// One request as its door sees it. Belongs to the thread that handles it.
public final class Request {
    private static final String[] NONE = {};

    private final org.eclipse.jetty.server.Request wire;
    private final String path;
    private final Client client;
    private final String id;
    private @Nullable Endpoint endpoint;
    private String[] values = NONE;
    private @Nullable List<Note> notes;
    private @Nullable RequestBody body;
    private @Nullable Exchange exchange;

    Request(org.eclipse.jetty.server.Request wire, String path, Client client, String id) {
        this.wire = wire;
        this.path = path;
        this.client = client;
        this.id = id;
    }

    record Note(String field, String value) {}

    public String method() {
        return wire.getMethod();
    }

    /// Percent-encoded; without base path and prefix, and with the slashes its door wants.
    public String path() {
        return path;
    }

    /// Percent-encoded, as the client sent it.
    public String sentPath() {
        var sent = wire.getHttpURI().getPath();
        return sent == null ? "" : sent;
    }

    /// Who sent it, trusted proxies applied.
    public Client client() {
        return client;
    }

    /// Stands in the answer's `X-Request-Id` and in the log.
    public String id() {
        return id;
    }

    /// The first header of that name, as text: UTF-8 where its bytes are that, else ISO-8859-1. KOReader sends the
    /// first, browsers the second.
    public Optional<String> header(String name) {
        return rawHeader(name).map(Request::text);
    }

    /// Every header of that name, in order, as text.
    public List<String> headers(String name) {
        return wire.getHeaders().getValuesList(name).stream().map(Request::text).toList();
    }

    /// The first header of that name, one character for each byte.
    public Optional<String> rawHeader(String name) {
        return Optional.ofNullable(wire.getHeaders().get(name));
    }

    /// The first value of a query parameter.
    public Optional<String> query(String name) {
        return valuesOf(name).findFirst();
    }

    /// Every value of a query parameter, in order.
    public List<String> queries(String name) {
        return valuesOf(name).toList();
    }

    private Stream<String> valuesOf(String name) {
        String query = wire.getHttpURI().getQuery();
        return query == null
                ? Stream.empty()
                : Arrays.stream(query.split("&", -1)).flatMap(pair -> valueOf(name, pair).stream());
    }

    private static Optional<String> valueOf(String name, String pair) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        return Percent.decodeForm(key)
                .filter(name::equals)
                .map(_ -> Percent.decodeForm(equals < 0 ? "" : pair.substring(equals + 1))
                        .orElseThrow(() -> new Faulted(new Fault.BadRequest("A query parameter is not valid."))));
    }

    /// What stands in the path where the route's pattern says `{name}`, percent-decoded once. Not valid UTF-8, or a
    /// stray `%`: the request is answered as [Fault.BadRequest].
    public String parameter(String name) {
        return Percent.decode(rawParameter(name))
                .orElseThrow(() -> new Faulted(new Fault.BadRequest("The path is not valid.")));
    }

    /// The same as it came.
    public String rawParameter(String name) {
        if (endpoint == null || !endpoint.names().contains(name)) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return values[endpoint.names().indexOf(name)];
    }

    /// The whole body. Nothing of it is read before this is called; longer than `limit` bytes, or too slow: the
    /// request is answered as [Fault.TooLarge] or [Fault.TimedOut].
    public byte[] body(int limit) {
        return openBody().read(limit);
    }

    /// The body as it comes, under the same rules.
    public InputStream stream(long limit) {
        return openBody().stream(limit);
    }

    /// The body of somebody who is known: it may take as long as it needs, as long as something comes.
    public InputStream unhurried(long limit) {
        openBody().takeYourTime();
        return stream(limit);
    }

    /// The body as a `multipart/form-data` form, under the same rules. What is no such form, or a damaged one, is
    /// answered as [Fault.BadRequest]; when the spool is full, as [Fault.Overloaded].
    public Form form(long limit, Spool spool) throws IOException {
        return Form.read(header("Content-Type"), stream(limit), spool);
    }

    /// The body as an HTML form without files sends it. What is no text there is answered as [Fault.BadRequest].
    public UrlEncoded fields(int limit) {
        return UrlEncoded.parse(body(limit));
    }

    /// Reads what is left of the body, at most `most` bytes, and forgets it. A client that is still sending would
    /// otherwise not hear the answer.
    public void discard(long most) {
        openBody().discard(most);
    }

    /// The same, for so long at most.
    void discard(Duration longest) {
        openBody().discard(longest);
    }

    /// Whether the whole body has come. Forgets what there is of it, and waits for nothing.
    boolean isRead() {
        return openBody().isRead();
    }

    /// For a request that has to wait for what others do. From the first call on it has no place among the
    /// requests that work, of which there are few; when too many wait, it is answered as [Fault.Overloaded].
    public Waiting waiting() {
        if (exchange == null) {
            throw new IllegalStateException("nobody answers this request");
        }
        return exchange.stepAside();
    }

    void answeredBy(Exchange answering) {
        exchange = answering;
    }

    /// Adds a field to this request's line in the log, for example the account. Never a secret.
    public void note(String field, String value) {
        if (notes == null) {
            notes = new ArrayList<>(2);
        }
        notes.add(new Note(field, value));
    }

    List<Note> notes() {
        return notes == null ? List.of() : notes;
    }

    void matched(Endpoint found, String[] foundValues) {
        endpoint = found;
        values = foundValues;
    }

    /// Null as long as no route was found.
    @Nullable
    Endpoint endpoint() {
        return endpoint;
    }

    private RequestBody openBody() {
        if (body == null) {
            body = new RequestBody(wire);
        }
        return body;
    }

    private static String text(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) >= 0x80) {
                return Percent.utf8(ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1)))
                        .orElse(raw);
            }
        }
        return raw;
    }
}
