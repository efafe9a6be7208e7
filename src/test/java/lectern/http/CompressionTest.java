package lectern.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What is sent compressed, and to whom.
class CompressionTest {
    private static final String JSON = "[\"" + "many words ".repeat(20_000) + "\"]";

    private final HttpServer server = HttpServer.open(
            HttpSettings.defaults().at("127.0.0.1", 0),
            new FrontDoor("").mount(router("zip").compressed(), "zip").mount(router("plain"), "plain"),
            new Metrics());

    private static Router router(String door) {
        var json = JSON.getBytes(UTF_8);
        return new Router(door, Slashes.RAW, Faults.plain(), Cors.none())
                .headOfGet()
                .get("/" + door + "/json", _ -> Response.json(200, json).with("ETag", "\"a\""))
                .get(
                        "/" + door + "/stream",
                        _ -> Response.stream(200, "application/json", json.length, out -> {
                                    out.write(json, 0, 100_000);
                                    out.write(json, 100_000, json.length - 100_000);
                                })
                                .with("ETag", "W/\"b\""))
                .get("/" + door + "/short", _ -> Response.json(200, "{}".getBytes(UTF_8)))
                .get(
                        "/" + door + "/bytes",
                        _ -> Response.bytes(200, "text/plain", json).with("ETag", "\"c\""));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "deflate, gzip;q=0.5",
                "*",
                "GZIP",
                "br , gzip",
                "identity;q=0, *;q=0.1",
                "zstd;q=0.1, gzip"
            })
    void jsonIsCompressedForWhoeverTakesIt(String accepted) throws IOException {
        for (var path : new String[] {"/zip/json", "/zip/stream"}) {
            var answer = get(path, accepted);
            assertThat(answer.headers())
                    .containsEntry("content-encoding", "gzip")
                    .containsEntry("vary", "Accept-Encoding");
            assertThat(answer.headers().get("etag")).startsWith("W/\"");
            assertThat(unzipped(answer)).isEqualTo(JSON);
            assertThat(answer.body().length()).isLessThan(10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "gzip, deflate, br, zstd", "ZSTD;q=0.5, gzip;q=0.5", "*;q=0.1, zstd;q=0.2"})
    void andFasterForWhoeverTakesThat(String accepted) throws IOException {
        for (var path : new String[] {"/zip/json", "/zip/stream"}) {
            var answer = get(path, accepted);
            assertThat(answer.headers())
                    .containsEntry("content-encoding", "zstd")
                    .containsEntry("vary", "Accept-Encoding");
            assertThat(answer.headers().get("etag")).startsWith("W/\"");
            var bytes = new ByteArrayInputStream(answer.body().getBytes(ISO_8859_1));
            try (var in = new ZstdInputStreamNoFinalizer(bytes)) {
                assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(JSON);
            }
            assertThat(answer.body().length()).isLessThan(10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0, *", "br", "*;q=0", "zstd;q=0, br"})
    void andPlainForOthers(String accepted) throws IOException {
        for (var path : new String[] {"/zip/json", "/zip/stream"}) {
            var answer = get(path, accepted);
            assertThat(answer.headers())
                    .containsEntry("vary", "Accept-Encoding")
                    .containsEntry("content-length", String.valueOf(JSON.length()))
                    .doesNotContainKey("content-encoding");
            assertThat(answer.body()).isEqualTo(JSON);
        }
        assertThat(get("/zip/json", accepted).headers()).containsEntry("etag", "\"a\"");
    }

    @Test
    void nothingElseIsTouched() throws IOException {
        var bytes = get("/zip/bytes", "gzip");
        assertThat(bytes.body()).isEqualTo(JSON);
        assertThat(bytes.headers()).containsEntry("etag", "\"c\"").doesNotContainKeys("vary", "content-encoding");
        assertThat(get("/zip/short", "gzip").body()).isEqualTo("{}");
        assertThat(get("/plain/json", "gzip").body()).isEqualTo(JSON);
    }

    @Test
    void aHeadTellsTheSame() throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("HEAD /zip/json HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
            assertThat(raw.rest())
                    .contains("Content-Encoding: gzip\r\n", "ETag: W/\"a\"\r\n")
                    .contains(
                            "Content-Length: " + get("/zip/json", "gzip").body().length() + "\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
    void aHeadSaysNoLengthThatNobodyKnowsYet(String version) throws IOException {
        try (var raw = Raw.to(server.port())) {
            raw.send("HEAD /zip/stream " + version
                    + "\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
            assertThat(raw.rest())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Encoding: gzip\r\n")
                    .doesNotContain("Content-Length")
                    .endsWith("\r\n\r\n");
        }
    }

    private static String unzipped(Raw.Answer answer) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body().getBytes(ISO_8859_1)))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private Raw.Answer get(String path, String accepted) throws IOException {
        return Raw.ask(
                server.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: " + accepted + "\r\n\r\n");
    }
}
