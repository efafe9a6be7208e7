package lectern.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// Files on their way to the client.
class FileBodyTest {
    private static final int SIZE = 1_000_000;

    @TempDir
    private Path folder;

    private final byte[] bytes = new byte[SIZE];
    private final BlockingQueue<FileChannel> opened = new LinkedBlockingQueue<>();
    private final HttpServer server = HttpServer.open(
            HttpSettings.defaults().at("127.0.0.1", 0), new FrontDoor("").mount(router(), "file"), new Metrics());

    private Router router() {
        return new Router("file", Slashes.RAW, Faults.plain(), Cors.none())
                .compressed()
                .headOfGet()
                .get("/file/whole", _ -> file(0, SIZE))
                .get("/file/part", _ -> file(500_000, 300_000))
                .get("/file/empty", _ -> file(10, 0))
                .get("/file/short", _ -> file(SIZE - 10, 20))
                .get("/file/shorter", _ -> file(0, SIZE + 1));
    }

    private Response file(long position, long length) throws IOException {
        var file = FileChannel.open(folder.resolve("file"));
        opened.add(file);
        return Response.file(200, "application/json", file, position, length);
    }

    @BeforeEach
    void write() throws IOException {
        new Random(1).nextBytes(bytes);
        Files.write(folder.resolve("file"), bytes);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aFileOrAPartOfItIsSent() throws Exception {
        assertThat(get("/file/whole").body()).isEqualTo(text(0, SIZE));
        assertThat(get("/file/part").body()).isEqualTo(text(500_000, 300_000));
        assertThat(get("/file/part").headers())
                .containsEntry("content-length", "300000")
                .doesNotContainKey("content-encoding");
        assertThat(get("/file/empty").headers()).containsEntry("content-length", "0");
        allAreClosed(4);
    }

    @Test
    void itsLengthIsToldWithoutIt() throws Exception {
        try (var raw = Raw.to(server.port())) {
            raw.send("HEAD /file/whole HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(raw.rest()).contains("Content-Length: " + SIZE + "\r\n").endsWith("\r\n\r\n");
        }
        allAreClosed(1);
    }

    @Test
    void aFileThatGoesAwayIsReadToItsEnd() throws Exception {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /file/whole HTTP/1.1\r\nHost: x\r\n\r\n");
            var file = opened.poll(60, TimeUnit.SECONDS);
            assertThat(file).isNotNull();
            Files.delete(folder.resolve("file"));
            assertThat(raw.answer().body()).isEqualTo(text(0, SIZE));
        }
    }

    @Test
    void aFileThatIsTooShortIsNeverTakenForTheWhole() throws Exception {
        assertThat(get("/file/short").status()).isEqualTo(500);
        assertThatThrownBy(() -> {
                    try (var raw = Raw.to(server.port())) {
                        raw.send("GET /file/shorter HTTP/1.1\r\nHost: x\r\n\r\n");
                        assertThat(raw.answer().body()).hasSize(SIZE + 1);
                    }
                })
                .isInstanceOfAny(IOException.class, AssertionError.class);
        allAreClosed(2);
    }

    @Test
    void aClientThatHangsUpHoldsNoFile() throws Exception {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /file/whole HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        allAreClosed(1);
    }

    private void allAreClosed(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            var file = opened.poll(60, TimeUnit.SECONDS);
            assertThat(file).isNotNull();
            await().until(() -> !file.isOpen());
        }
    }

    private String text(int offset, int length) {
        return new String(bytes, offset, length, ISO_8859_1);
    }

    private Raw.Answer get(String path) throws IOException {
        return Raw.ask(server.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
}
