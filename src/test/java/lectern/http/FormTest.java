package lectern.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `multipart/form-data`, as several clients write it.
class FormTest {
    private static final int LIMIT = 1_000_000;
    private static final int CAPACITY = 300_000;

    @TempDir
    private Path folder;

    private Spool spool;
    private HttpServer server;

    @BeforeEach
    void open() {
        spool = new Spool(folder, CAPACITY);
        var router = new Router("form", Slashes.MERGED, Faults.plain(), Cors.none()).post("/form", this::told);
        server = HttpServer.open(
                HttpSettings.defaults().at("127.0.0.1", 0), new FrontDoor("").mount(router, "form"), new Metrics());
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(spool.used()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    private Response told(Request request) throws IOException {
        try (var form = request.form(LIMIT, spool)) {
            var names =
                    Stream.of("a", "b", "data").filter(name -> form.field(name).isPresent());
            return Response.text(
                    200,
                    names.map(name -> name + "=" + told(form.field(name).orElseThrow()))
                            .collect(Collectors.joining("&")));
        }
    }

    private static String told(FormField field) {
        try (var in = field.open()) {
            var bytes = in.readAllBytes();
            var contents = bytes.length > 100 ? Integer.toString(bytes.length) : field.text();
            return contents
                    + field.fileName().map(name -> " in " + name).orElse("")
                    + field.type().map(type -> " of " + type).orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void fieldsComeWithFileNameAndTypeOrWithout() throws IOException {
        assertThat(ask(part("name=\"a\"", "\u00c3\u00a4")
                                + part("name=\"data\"; filename=\"data\"\r\nContent-Type: x/y", "d"))
                        .body())
                .isEqualTo("a=\u00c3\u00a4&data=d in data of x/y");
    }

    @Test
    void aFileIsCalledByTheLastOfItsPathAndNotByNothing() throws IOException {
        assertThat(ask(part("name=\"a\"; filename=\"C:\\\\books\\\\dune.epub\"", "1")
                                + part("name=\"b\"; filename=\"/home/ana/dune.epub\"", "2")
                                + part("name=\"data\"; filename=\"\"", ""))
                        .body())
                .isEqualTo("a=1 in dune.epub&b=2 in dune.epub&data=");
    }

    @Test
    void theLastOfTwoCounts() throws IOException {
        assertThat(ask(part("name=\"a\"", "1") + part("name=\"b\"", "") + part("name=\"a\"", "2"))
                        .body())
                .isEqualTo("a=2&b=");
    }

    @Test
    void whatIsLongGoesToDiskAndIsGoneAfterwards() throws IOException {
        var longOne = "x".repeat(200_000);

        assertThat(ask(part("name=\"data\"", longOne) + part("name=\"a\"", "1")).body())
                .isEqualTo("a=1&data=200000");
    }

    @Test
    void allTogetherHaveSoMuchRoomAndNoMore() throws IOException {
        var one = part("name=\"a\"", "x".repeat(CAPACITY / 2 + 1));

        assertThat(ask(one + part("name=\"b\"", "x".repeat(CAPACITY / 2 + 1))).status())
                .isEqualTo(503);
        assertThat(ask(one).status()).isEqualTo(200);
    }

    @Test
    void theWholeFormHasALimit() throws IOException {
        assertThat(ask(part("name=\"a\"", "x".repeat(LIMIT))).status()).isEqualTo(413);
    }

    @Test
    void aFormThatEndsTooEarlyIsRefused() throws IOException {
        var whole = part("name=\"a\"", "1");

        for (int length = 0; length < whole.length() - 1; length += 7) {
            assertThat(send("multipart/form-data; boundary=B", whole.substring(0, length))
                            .status())
                    .as("%d bytes of it", length)
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsNoFormIsRefused() throws IOException {
        assertThat(send("application/octet-stream", "--B--").status()).isEqualTo(400);
        assertThat(send("multipart/form-data", "--B--").status()).isEqualTo(400);
        assertThat(send("multipart/form-data; boundary=B", part("x=\"a\"", "1") + "--B--")
                        .body())
                .isEmpty();
    }

    @Test
    void aFormHasNoFieldsWithoutEnd() throws IOException {
        assertThat(ask(part("name=\"a\"", "1").repeat(100)).status()).isEqualTo(400);
    }

    @Test
    void textIsUtf8() throws IOException {
        assertThat(ask(part("name=\"a\"", "\u00ff")).status()).isEqualTo(400);
    }

    private static String part(String disposition, String content) {
        return "--B\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private Raw.Answer ask(String parts) throws IOException {
        return send("multipart/form-data; boundary=B", parts + "--B--\r\n");
    }

    private Raw.Answer send(String type, String body) throws IOException {
        return Raw.ask(
                server.port(),
                "POST /form HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(type, body.length(), body));
    }
}
