package lectern.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Bodies that are not held in memory.
class StreamTest {
    private static final byte[] BLOCK = "0123456789abcdef".repeat(1_000).getBytes(ISO_8859_1);

    private final AtomicLong received = new AtomicLong();
    private final HttpServer server = HttpServer.open(
            HttpSettings.defaults().at("127.0.0.1", 0), new FrontDoor("").mount(router(), "stream"), new Metrics());

    private Router router() {
        return new Router("stream", Slashes.MERGED, Faults.plain(), Cors.none())
                .headOfGet()
                .get("/stream/short", _ -> Response.stream(200, "text/plain", out -> out.write('a')))
                .get(
                        "/stream/long",
                        _ -> Response.stream(200, "text/plain", out -> {
                            for (int i = 0; i < 10; i++) {
                                out.write(BLOCK);
                            }
                        }))
                .get("/stream/known", _ -> Response.stream(200, "text/plain", BLOCK.length, out -> out.write(BLOCK)))
                .get("/stream/less", _ -> Response.stream(200, "text/plain", 5, out -> out.write('a')))
                .get("/stream/more", _ -> Response.stream(200, "text/plain", 5, out -> out.write(BLOCK)))
                .get(
                        "/stream/early",
                        _ -> Response.stream(200, "text/plain", out -> {
                            out.write('a');
                            throw new IOException("before anything was sent");
                        }))
                .get(
                        "/stream/late",
                        _ -> Response.stream(200, "text/plain", out -> {
                            out.write('a');
                            out.flush();
                            throw new IOException("half-way");
                        }))
                .post("/stream", request -> {
                    count(request.stream(1_000_000));
                    return Response.text(200, received.toString());
                });
    }

    private void count(InputStream body) throws IOException {
        var buffer = new byte[10_000];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            received.addAndGet(read);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aShortBodyHasItsLength() throws IOException {
        assertThat(get("/stream/short").headers())
                .containsEntry("content-length", "1")
                .doesNotContainKey("transfer-encoding");
    }

    @Test
    void aLongBodyIsSentInChunks() throws IOException {
        var answer = get("/stream/long");
        assertThat(answer.headers()).containsEntry("transfer-encoding", "chunked");
        assertThat(answer.body()).isEqualTo(new String(BLOCK, ISO_8859_1).repeat(10));
    }

    @Test
    void anOldClientGetsALongBodyWithoutChunks() throws IOException {
        var answer = Raw.ask(server.port(), "GET /stream/long HTTP/1.0\r\n\r\n");
        assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
        assertThat(answer.body()).hasSize(10 * BLOCK.length);
    }

    @Test
    void aKnownLengthIsAnnouncedAlsoWithoutTheBody() throws IOException {
        assertThat(get("/stream/known").body()).isEqualTo(new String(BLOCK, ISO_8859_1));
        try (var raw = Raw.to(server.port())) {
            raw.send("HEAD /stream/known HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(raw.rest())
                    .contains("Content-Length: " + BLOCK.length + "\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void whatFailsBeforeTheFirstByteIsAnAnswer() throws IOException {
        assertThat(get("/stream/early").status()).isEqualTo(500);
        assertThat(get("/stream/less").status()).isEqualTo(500);
        assertThat(get("/stream/more").status()).isEqualTo(500);
    }

    @Test
    void whatFailsLaterIsNeverTakenForTheWhole() {
        assertThatThrownBy(() -> get("/stream/late")).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyOfAMegabyteIsReadAsItComes() throws IOException {
        var body = "x".repeat(1_000_000);
        assertThat(post(body)).isEqualTo(200);
        assertThat(received).hasValue(body.length());
    }

    @Test
    void aLongerBodyIsCutOff() throws IOException {
        assertThat(post("x".repeat(1_000_001))).isEqualTo(413);
    }

    private int post(String body) throws IOException {
        var head = "POST /stream HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        var chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        return Raw.ask(server.port(), head + chunk).status();
    }

    private Raw.Answer get(String path) throws IOException {
        return Raw.ask(server.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
}
