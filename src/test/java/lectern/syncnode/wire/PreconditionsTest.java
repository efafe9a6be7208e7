package lectern.syncnode.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;

import lectern.http.Cors;
import lectern.http.Faults;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.http.Proxies;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Expected.Condition;

import static org.assertj.core.api.Assertions.assertThat;

/// What is made of the headers by which readers and writers say which version, and which part of it, they mean.
class PreconditionsTest {
    private static final String TOKEN = "AbCdEfGhIjKlMnOpQrStUvWxYz012345";
    private static final Instant MODIFIED = Instant.parse("2026-03-01T12:00:00.700Z");
    private static final String DATE = "Sun, 01 Mar 2026 12:00:00 GMT";
    private static final long SIZE = 1000;

    /// More patient than the client, which may come back to a connection after half a minute.
    private static final HttpSettings SETTINGS = new HttpSettings(
            "127.0.0.1",
            0,
            OptionalInt.empty(),
            Proxies.none(),
            1_000,
            10_000,
            Duration.ofMinutes(10),
            Duration.ofSeconds(5));

    private static final HttpServer server =
            HttpServer.open(SETTINGS, new FrontDoor("").mount(router(), "it"), new Metrics());
    private static final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Router router() {
        return new Router("wire", Slashes.RAW, Faults.plain(), Cors.none())
                .headOfGet()
                .refusals(Refusal.class, (refusal, _) -> refusal.error().toResponse())
                .get("/it", request -> read(request, SIZE))
                .get("/it/empty", request -> read(request, 0))
                .delete(
                        "/it",
                        request -> Response.text(200, Conditions.of(request).toString()))
                .put("/it/checked", PreconditionsTest::checked)
                .put("/it/guarded", PreconditionsTest::guarded);
    }

    private static Response read(Request request, long size) {
        return Response.text(200, Reading.of(request, TOKEN, MODIFIED, size).toString());
    }

    private static Response checked(Request request) {
        Digests.of(request).check(request.body(1_000));
        return Response.empty(204);
    }

    private static Response guarded(Request request) throws IOException {
        try (var body = Digests.of(request).guard(request.stream(1_000_000))) {
            body.readAllBytes();
            return Response.text(200, String.valueOf(body.read()));
        }
    }

    @AfterContainer
    static void close() {
        client.close();
        server.close();
    }

    @Example
    void aWriterNamesAVersionInTwoWays() throws Exception {
        assertThat(expected()).isEqualTo(Expected.NOTHING.toString());
        assertThat(expected("X-Sync-Token", "")).isEqualTo(Expected.NOTHING.toString());
        assertThat(expected("X-Sync-Token", TOKEN)).isEqualTo(oneOf(TOKEN).toString());
        assertThat(expected("X-Sync-Token", '"' + TOKEN + '"'))
                .isEqualTo(oneOf(TOKEN).toString());
        assertThat(expected("If-Match", '"' + TOKEN + '"'))
                .isEqualTo(oneOf(TOKEN).toString());
        assertThat(expected("If-Match", TOKEN)).isEqualTo(oneOf(TOKEN).toString());
        assertThat(expected("If-Match", "*"))
                .isEqualTo(Expected.NOTHING.and(new Condition.Exists()).toString());
        assertThat(expected("If-None-Match", "*"))
                .isEqualTo(Expected.NOTHING.and(new Condition.Absent()).toString());
        assertThat(expected("If-None-Match", "W/\"a\""))
                .isEqualTo(
                        Expected.NOTHING.and(new Condition.NoneOf(Set.of("a"))).toString());
        assertThat(expected("X-Sync-Token", "a", "If-Match", "\"b\""))
                .as("both must hold")
                .isEqualTo(oneOf("a").and(new Condition.OneOf(Set.of("b"))).toString());
        assertThat(expected("X-Sync-Token", "a b, \"c")).contains("a b, \"c");
    }

    @Property(tries = 50)
    void whatProxiesMakeOfATagIsStillTheTag(
            @ForAll("rewritten") String first, @ForAll("rewritten") String second, @ForAll("separators") String and)
            throws Exception {
        assertThat(EntityTags.parse(List.of(first + and + "\"other\"")).include(TOKEN))
                .isTrue();
        assertThat(EntityTags.parse(List.of("\"ot,her\"", first + and + second)).include(TOKEN))
                .isTrue();
        assertThat(expected("If-Match", first)).contains(TOKEN);
        assertThat(read("If-None-Match", first)).isEqualTo("NotModified[]");
        assertThat(read("If-Match", first)).isEqualTo("Whole[]");
    }

    @Property
    void aTokenMayEndLikeACoding(@ForAll("endings") String ending, @ForAll("rewritten") String rewritten) {
        var token = "AbC" + ending;
        assertThat(EntityTags.parse(List.of(rewritten.replace(TOKEN, token))).include(token))
                .isTrue();
    }

    @Provide
    Arbitrary<String> endings() {
        return Arbitraries.of("-", "--", "-gzip", "-br", "--gzip", "-zstd", "-g");
    }

    @Provide
    Arbitrary<String> rewritten() {
        return Arbitraries.of("", "-gzip", ";gzip", "--gzip", "-br", "-zstd")
                .map(suffix -> '"' + TOKEN + suffix + '"')
                .flatMap(tag -> Arbitraries.of(tag, "W/" + tag));
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(",", ", ", " , ", ",,");
    }

    @Property
    void noTagMeansAnotherVersion(@ForAll("texts") String text) {
        var tags = EntityTags.parse(List.of(text));
        assertThat(tags.include(TOKEN)).isEqualTo(text.strip().equals("*"));
    }

    @Property(tries = 300)
    void nothingThatIsSentIsTheServersFault(@ForAll("texts") String one, @ForAll("texts") String other)
            throws Exception {
        for (var header : List.of("If-Match", "If-None-Match", "If-Modified-Since", "X-Sync-Token")) {
            assertThat(ask("DELETE", "/it", header, one).statusCode()).isEqualTo(200);
            assertThat(ask("GET", "/it", header, one, "Range", "bytes=" + other, "If-Range", other)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(ask("PUT", "/it/guarded", "Repr-Digest", one, "Content-Digest", other)
                        .statusCode())
                .isIn(200, 400);
    }

    @Provide
    Arbitrary<String> texts() {
        var pieces = Arbitraries.of(
                "\"",
                "W/",
                "*",
                ",",
                " ",
                "-gzip",
                "sha-256",
                "sha-512=",
                ":",
                "=",
                "0",
                "9",
                "-",
                "a",
                "GMT",
                "Sun",
                ";");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(10).map(list -> String.join("", list)),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40));
    }

    @Example
    void aReaderWhoHasItGetsNothing() throws Exception {
        assertThat(read("If-None-Match", '"' + TOKEN + '"')).isEqualTo("NotModified[]");
        assertThat(read("If-None-Match", "\"a\", \"" + TOKEN + '"')).isEqualTo("NotModified[]");
        assertThat(read("If-None-Match", "*")).isEqualTo("NotModified[]");
        assertThat(read("If-None-Match", "\"a\"")).isEqualTo("Whole[]");
        assertThat(read("If-Modified-Since", DATE)).isEqualTo("NotModified[]");
        assertThat(read("If-Modified-Since", "Sun, 01 Mar 2026 11:59:59 GMT")).isEqualTo("Whole[]");
        assertThat(read("If-Modified-Since", "yesterday")).isEqualTo("Whole[]");
        assertThat(read("If-Modified-Since", DATE, "If-None-Match", "\"a\""))
                .as("a tag is more exact than a date")
                .isEqualTo("Whole[]");
        assertThat(read("If-Match", "\"a\"")).isEqualTo("Mismatch[]");
        assertThat(read("If-Match", "\"a\"", "If-None-Match", "*")).isEqualTo("Mismatch[]");
        assertThat(read("If-None-Match", "*", "Range", "bytes=0-1")).isEqualTo("NotModified[]");
    }

    @Example
    void aReaderGetsTheRangeItAsksFor() throws Exception {
        assertThat(read("Range", "bytes=0-0")).isEqualTo("Part[first=0, length=1]");
        assertThat(read("Range", "bytes=999-")).isEqualTo("Part[first=999, length=1]");
        assertThat(read("Range", "bytes=10-5000")).isEqualTo("Part[first=10, length=990]");
        assertThat(read("Range", "bytes=-10")).isEqualTo("Part[first=990, length=10]");
        assertThat(read("Range", "bytes=-5000")).isEqualTo("Part[first=0, length=1000]");
        assertThat(read("Range", "Bytes = 1 - 2")).isEqualTo("Part[first=1, length=2]");
        assertThat(read("Range", "bytes=1000-")).isEqualTo("Unsatisfiable[]");
        assertThat(read("Range", "bytes=-0")).isEqualTo("Unsatisfiable[]");
        assertThat(read("Range", "bytes=99999999999999999999-")).isEqualTo("Unsatisfiable[]");
        for (var none : List.of("bytes=0-1,5-6", "bytes=5-4", "bytes=-", "bytes=a-b", "lines=0-1", "bytes 0-1")) {
            assertThat(read("Range", none)).as(none).isEqualTo("Whole[]");
        }
        assertThat(ask("GET", "/it/empty", "Range", "bytes=0-").body()).isEqualTo("Unsatisfiable[]");
        assertThat(new Reading.Part(10, 20).contentRange(SIZE)).isEqualTo("bytes 10-29/1000");
    }

    @Property(tries = 100)
    void aRangeIsWhatItIs(@ForAll @LongRange(max = 2000) long first, @ForAll @LongRange(max = 2000) long last)
            throws Exception {
        var read = read("Range", "bytes=" + first + '-' + last);
        long length = Math.min(last, SIZE - 1) - first + 1;
        assertThat(read)
                .isEqualTo(
                        last < first
                                ? "Whole[]"
                                : first >= SIZE ? "Unsatisfiable[]" : new Reading.Part(first, length).toString());
    }

    @Example
    void partsOfTwoVersionsAreNeverPutTogether() throws Exception {
        var part = "Part[first=1, length=1]";
        assertThat(read("Range", "bytes=1-1", "If-Range", '"' + TOKEN + '"')).isEqualTo(part);
        assertThat(read("Range", "bytes=1-1", "If-Range", DATE)).isEqualTo(part);
        for (var other : List.of(
                "\"a\"", "W/\"" + TOKEN + '"', '"' + TOKEN + "-gzip\"", "Sun, 01 Mar 2026 12:00:01 GMT", "soon")) {
            assertThat(read("Range", "bytes=1-1", "If-Range", other)).as(other).isEqualTo("Whole[]");
        }
    }

    @Example
    void whatArrivesIsWhatWasSent() throws Exception {
        var body = "some bytes";
        var right = digest("sha-256", "SHA-256", body) + ", " + digest("sha-512", "SHA-512", body);
        var wrong = digest("sha-256", "SHA-256", "others");
        assertThat(Digests.text(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(digest("sha-256", "SHA-256", body));
        for (var path : List.of("/it/checked", "/it/guarded")) {
            for (var header : List.of("Repr-Digest", "Content-Digest")) {
                assertThat(put(path, body, header, right)).isIn(200, 204);
                assertThat(put(path, body, header, "md5=:AAAA:, unixsum=1")).isIn(200, 204);
                assertThat(put(path, body, header, wrong)).isEqualTo(400);
                assertThat(put(path, body, header, right + ", " + wrong)).isEqualTo(400);
                assertThat(put(path, body, header, "SHA-256 =:no base64!:")).isEqualTo(400);
                assertThat(put(path, body, header, "sha-512")).isIn(200, 204);
            }
            assertThat(put(path, body, "Repr-Digest", right, "Content-Digest", wrong))
                    .isEqualTo(400);
        }
    }

    private static String digest(String name, String algorithm, String body) throws Exception {
        var digest = MessageDigest.getInstance(algorithm).digest(body.getBytes(StandardCharsets.UTF_8));
        return name + "=:" + Base64.getEncoder().encodeToString(digest) + ':';
    }

    private static Expected oneOf(String token) {
        return Expected.token(token);
    }

    private static String expected(String... headers) throws Exception {
        return ask("DELETE", "/it", headers).body();
    }

    private static String read(String... headers) throws Exception {
        return ask("GET", "/it", headers).body();
    }

    private static int put(String path, String body, String... headers) throws Exception {
        return send(path, headers, HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
        return send(path, headers, HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> send(String path, String[] headers, HttpRequest.Builder request)
            throws Exception {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(
                request.uri(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
