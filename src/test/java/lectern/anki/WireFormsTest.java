package lectern.anki;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.anki.FormClient.Field;
import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Payload;
import lectern.anki.wire.Refusal;
import lectern.anki.wire.SyncVersion;
import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/// How requests come in and answers go out, in both forms. Numbers are those of the protocol's checklist.
class WireFormsTest {
    private static final int PIECE = 7919;

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    private Path folder;

    private TestServer server;
    private String key = "";

    @BeforeEach
    void start() {
        restart(TestServer.Setup.usual());
        server.account("ana");
        key = server.headerClient().key("ana", TestServer.PASSWORD);
    }

    private void restart(TestServer.Setup setup) {
        if (server != null) {
            server.close();
        }
        server = TestServer.open(database.open(), folder, setup);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(folder.resolve("spool")).as("what forms were spooled to").isEmptyDirectory();
    }

    private Said header(String header, String payload) {
        return server.headerClient()
                .send("/sync/meta", header, HeaderClient.zstd(payload.getBytes(StandardCharsets.UTF_8)));
    }

    private Said form(Field... fields) {
        return server.formClient().send("/sync/meta", List.of(fields));
    }

    // the header

    @Test
    void itsMembersMayStandInAnyOrderAndHaveOthersBesideThem() {
        for (var order : List.of(
                "{\"v\":11,\"k\":\"K\",\"c\":\"x\",\"s\":\"y\"}",
                "{\"s\":\"y\",\"c\":\"x\",\"k\":\"K\",\"v\":11}",
                "{ \"c\":\"x\", \"new\":{}, \"v\":11, \"s\":\"\", \"k\":\"K\" }")) {
            assertThat(header(order.replace("K", key), "{\"a\":1}").text()).isEqualTo("{\"a\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"k\":\"K\",\"c\":\"x\",\"s\":\"y\"}",
                "{\"v\":11,\"c\":\"x\",\"s\":\"y\"}",
                "{\"v\":11,\"k\":\"K\",\"s\":\"y\"}",
                "{\"v\":11,\"k\":\"K\",\"c\":\"x\"}",
                "{\"v\":11,\"k\":7,\"c\":\"x\",\"s\":\"y\"}",
                "{\"v\":\"11\",\"k\":\"K\",\"c\":\"x\",\"s\":\"y\"}",
                "{\"v\":7,\"k\":\"K\",\"c\":\"x\",\"s\":\"y\"}",
                "{\"v\":12,\"k\":\"K\",\"c\":\"x\",\"s\":\"y\"}",
                "{\"v\":11.5,\"k\":\"K\",\"c\":\"x\",\"s\":\"y\"}",
                "{\"v\":1e99,\"k\":\"K\",\"c\":\"x\",\"s\":\"y\"}",
                "[]",
                "11",
                "x"
            })
    void aHeaderThatLacksSomethingIsMalformed(String header) {
        var said = header(header.replace("K", key), "{}");

        assertThat(said.status()).isEqualTo(400);
        assertThat(said.text()).isEqualTo("400");
        assertThat(said.originalSize()).isEmpty();
    }

    @Test
    void anOlderVersionInAHeaderIsAnsweredWithoutCompression() {
        var said = header(HeaderClient.header(key, "s").replace("\"v\":11", "\"v\":10"), "{\"a\":1}");

        assertThat(said.originalSize()).isEmpty();
        assertThat(said.text()).isEqualTo("{\"a\":1}");
    }

    // zstd

    @Test
    void everyAnswerSaysHowLongItWas() throws IOException {
        server.on(SyncMethod.ABORT, (_, _) -> Payload.nothing());
        server.on(SyncMethod.UPLOAD, (_, _) -> Payload.text("OK"));
        server.on(SyncMethod.DOWNLOAD, (_, _) -> Payload.stream(3, out -> out.write(new byte[] {1, 2, 3})));
        server.on(SyncMethod.CHUNK, (_, _) -> Payload.text(""));

        assertThat(ask(SyncMethod.ABORT)).satisfies(said -> assertSaid(said, 4, "null"));
        assertThat(ask(SyncMethod.UPLOAD)).satisfies(said -> assertSaid(said, 2, "OK"));
        assertThat(ask(SyncMethod.DOWNLOAD)).satisfies(said -> assertSaid(said, 3, "\1\2\3"));
        assertThat(ask(SyncMethod.CHUNK)).satisfies(said -> assertSaid(said, 0, ""));
        assertThat(server.headerClient().logIn("ana", TestServer.PASSWORD))
                .satisfies(said -> assertSaid(said, 53, "{\"key\":\"" + key(said) + "\"}"));
    }

    private static String key(Said said) {
        return said.text().replaceAll(".*:\"|\"}", "");
    }

    private Said ask(SyncMethod method) {
        return server.headerClient().ask("/sync/" + method.wireName(), key, "{\"_pad\":null}");
    }

    private static void assertSaid(Said said, long size, String text) {
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.originalSize()).hasValue(size);
        assertThat(said.text()).isEqualTo(text);
    }

    /// 17, 39: a collection that nobody could hold in memory, in both directions.
    @Test
    void bytesAreStreamedBothWays() throws IOException {
        var sent = new byte[20 * PIECE * 100];
        new Random(1).nextBytes(sent);
        server.on(SyncMethod.UPLOAD, (_, request) -> Payload.text(Long.toString(sum(request.payload()))));
        server.on(
                SyncMethod.DOWNLOAD,
                (_, _) -> Payload.stream(sent.length, out -> {
                    for (int from = 0; from < sent.length; from += PIECE) {
                        out.write(sent, from, PIECE);
                    }
                }));

        for (var client : List.of(server.headerClient(), server.formClient())) {
            assertThat(client.ask("/sync/upload", key, sent).text())
                    .isEqualTo(Long.toString(sum(new ByteArrayInputStream(sent))));
            assertThat(client.ask("/sync/download", key, "{}").body()).isEqualTo(sent);
        }
    }

    private static long sum(InputStream in) throws IOException {
        long sum = 0;
        var buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                sum = sum * 31 + buffer[i];
            }
        }
        return sum;
    }

    @Test
    void anAnswerThatBreaksOffIsNoAnswer() throws IOException {
        server.on(
                SyncMethod.DOWNLOAD,
                (_, _) -> Payload.stream(5_000_000, out -> {
                    out.write(random(1_000_000));
                    out.flush();
                    throw new IOException("the disk is gone");
                }));

        try (var socket = connect()) {
            var body = HeaderClient.zstd("{}".getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(head("/sync/download", "Content-Length: " + body.length));
            socket.getOutputStream().write(body);
            var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(all).startsWith("HTTP/1.1 200");
            assertThat(all).as("the last chunk").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void anAnswerOfAnotherLengthThanPromisedIsAMistakeOfOurs() {
        server.on(SyncMethod.DOWNLOAD, (_, _) -> Payload.stream(5, out -> out.write(1)));

        assertThat(ask(SyncMethod.DOWNLOAD).status()).isEqualTo(500);
    }

    @Test
    void aStreamMayHaveManyFramesAndSkippableOnesAndSizesOrNone() {
        var skippable = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2A50)
                .putInt(4)
                .putInt(7)
                .array();
        var parts = List.of(
                skippable,
                HeaderClient.zstd("{\"a\"".getBytes(StandardCharsets.UTF_8)),
                skippable,
                Zstd.compress(":1}".getBytes(StandardCharsets.UTF_8)),
                HeaderClient.zstd(new byte[0]),
                skippable);

        assertThat(send("/sync/meta", joined(parts)).text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void aBodyInPiecesOfOneByteIsTheSame() throws IOException {
        var body = HeaderClient.zstd("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            socket.setTcpNoDelay(true);
            for (byte b : head("/sync/meta", "Transfer-Encoding: chunked")) {
                out.write(b);
            }
            for (byte b : body) {
                out.write(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("anki-original-size: 7\r\n");
        }
    }

    /// 38.
    @Test
    void aZstdStreamThatEndsTooEarlyIsRefused() {
        var whole = HeaderClient.zstd(random(10_000));
        server.on(SyncMethod.UPLOAD, (_, request) -> Payload.text(Long.toString(sum(request.payload()))));

        for (int length : new int[] {0, 1, 4, 5, 6, 100, whole.length / 2, whole.length - 1}) {
            assertThat(send("/sync/upload", Arrays.copyOf(whole, length)).status())
                    .as("%d bytes of %d", length, whole.length)
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsNoZstdIsRefused() {
        assertThat(send("/sync/meta", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(send("/sync/meta", FormClient.gzip("{}".getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(400);
        assertThat(send("/sync/meta", new byte[0]).status())
                .as("nothing at all")
                .isEqualTo(400);
    }

    @Test
    void aWindowThatWantsOurMemoryIsRefused() {
        byte[] object = {'{', '}'};
        byte[] frame = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0, 0x11, 0, 0}; // one last block of two bytes

        for (int windowLog = 10; windowLog < 32; windowLog++) {
            frame[5] = (byte) ((windowLog - 10) << 3);
            assertThat(send("/sync/meta", joined(List.of(frame, object))).status())
                    .as("a window of 2 to the power of %d", windowLog)
                    .isEqualTo(windowLog <= 23 ? 200 : 400);
        }
    }

    // forms

    /// 37.
    @Test
    void thePayloadOfAFormMayStandAnywhereOrNowhere() {
        var data = Field.file("data", FormClient.gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
        var packed = Field.of("c", "1");
        var host = Field.of("k", key);

        for (var order :
                List.of(List.of(data, packed, host), List.of(packed, host, data), List.of(host, data, packed))) {
            assertThat(server.formClient().send("/sync/meta", order).text()).isEqualTo("{\"a\":1}");
        }
        assertThat(form(host, packed).text()).as("absent").isEqualTo("{}");
        assertThat(form(host, packed, Field.of("data", "")).text()).as("empty").isEqualTo("{}");
        assertThat(form(Field.of("data", "{\"a\":1}"), Field.of("c", "0"), host).text())
                .as("not compressed")
                .isEqualTo("{\"a\":1}");
        assertThat(form(Field.of("data", "{\"a\":1}"), host).text())
                .as("not said to be")
                .isEqualTo("{\"a\":1}");
        assertThat(form(data, Field.of("c", "yes"), Field.of("sk", key)).text())
                .as("under the name that `begin` gave it")
                .isEqualTo("{\"a\":1}");
        assertThat(form(data, packed, Field.of("k", "old"), host).text())
                .as("the last one wins")
                .isEqualTo("{\"a\":1}");
        assertThat(form(data, packed, host, Field.of("odd", "x")).text())
                .as("others are ignored")
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void aFormCountsAsVersion10AndIsAnsweredAsItIs() {
        server.on(SyncMethod.META, (_, request) -> Payload.text(request.version() + " " + request.sessionKey()));

        var said = server.formClient().ask("/sync/meta", key, "s1", new byte[] {'{', '}'});

        assertThat(said.originalSize()).isEmpty();
        assertThat(said.text()).isEqualTo(SyncVersion.V10 + " s1");
    }

    /// 38.
    @Test
    void aGzipStreamThatEndsTooEarlyIsRefused() {
        var whole = FormClient.gzip(random(10_000));
        server.on(SyncMethod.UPLOAD, (_, request) -> Payload.text(Long.toString(sum(request.payload()))));

        for (int length : new int[] {1, 5, 10, whole.length / 2, whole.length - 1}) {
            var fields =
                    List.of(Field.file("data", Arrays.copyOf(whole, length)), Field.of("c", "1"), Field.of("k", key));
            assertThat(server.formClient().send("/sync/upload", fields).status())
                    .as("%d bytes of %d", length, whole.length)
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsNeitherFormIsRefused() {
        var json = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(server.formClient()
                        .send("/sync/meta", "application/json", json)
                        .status())
                .isEqualTo(400);
        assertThat(server.formClient()
                        .send("/sync/meta", "multipart/form-data; boundary=x", json)
                        .status())
                .isEqualTo(400);
        assertThat(form(Field.of("data", "{}"), Field.of("k", "x".repeat(100_000)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void beginOfOldClientsIsAGetWithEverythingInItsQuery() {
        var said = server.formClient().get("/msync/begin?k=" + key + "&v=ankidesktop,2.1.50%20(abc),win");

        assertThat(said.status()).isEqualTo(200);
        assertThat(said.originalSize()).isEmpty();
        assertThat(said.text()).isEqualTo("{\"v\":\"ankidesktop,2.1.50 (abc),win\"}");
        assertThat(server.formClient().get("/begin?k=" + key + "&v=x").text()).isEqualTo("{\"v\":\"x\"}");
        assertThat(server.formClient().get("/msync/begin?k=wrong&v=x").status()).isEqualTo(403);
        assertThat(server.formClient().get("/msync/begin?v=x").status()).isEqualTo(403);
    }

    @Test
    void beginOfAFormSaysItsVersionInAField() {
        var without = List.of(Field.of("k", key), Field.of("v", "ankidroid,2.9"), Field.of("c", "0"));
        var both = Stream.concat(without.stream(), Stream.of(Field.of("data", "{\"v\":\"other\"}")))
                .toList();

        assertThat(server.formClient().send("/msync/begin", without).text()).isEqualTo("{\"v\":\"ankidroid,2.9\"}");
        assertThat(server.formClient().send("/msync/begin", both).text()).isEqualTo("{\"v\":\"ankidroid,2.9\"}");
        assertThat(server.formClient().send("/msync/mediaChanges", both).text())
                .as("elsewhere it means nothing")
                .isEqualTo("{\"v\":\"other\"}");
    }

    // limits

    static Stream<Boolean> forms() {
        return Stream.of(true, false);
    }

    private Client client(boolean withHeader) {
        return withHeader ? server.headerClient() : server.formClient();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void anUploadThatIsTooLargeIsToldInWords(boolean withHeader) {
        restart(TestServer.Setup.usual().with(TestServer.SMALL));
        server.on(SyncMethod.UPLOAD, (_, request) -> Payload.text(Long.toString(sum(request.payload()))));

        var compressed = client(withHeader).ask("/sync/upload", key, random(400_000));
        var decompressed = client(withHeader).ask("/sync/upload", key, new byte[500_001]);
        var right = client(withHeader).ask("/sync/upload", key, new byte[500_000]);

        assertThat(compressed.status()).isEqualTo(200);
        assertThat(compressed.text()).contains("300000 bytes").contains("anki.limits.compressed");
        assertThat(decompressed.status()).isEqualTo(200);
        assertThat(decompressed.text()).contains("500000 bytes").contains("anki.limits.decompressed");
        assertThat(right.text()).matches("-?\\d+");
        assertThat(server.happened().getFirst().event().detail()).isEmpty();
        assertThat(server.happened().get(1).event().detail()).contains("anki.limits");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void mediaThatAreTooLargeAreToldInWordsToo(boolean withHeader) {
        restart(TestServer.Setup.usual().with(TestServer.SMALL));
        server.on(MediaMethod.UPLOAD_CHANGES, (_, request) -> Payload.text(Long.toString(sum(request.payload()))));

        assertThat(client(withHeader)
                        .ask("/msync/uploadChanges", key, random(400_000))
                        .text())
                .startsWith("{\"data\":null,\"err\":\"")
                .contains("anki.limits.compressed");

        server.on(MediaMethod.UPLOAD_CHANGES, (_, _) -> {
            throw new Refusal(new AnkiError.TooMuchMedia("a file is larger than 100 MB"));
        });
        var said = client(withHeader).ask("/msync/uploadChanges", key, random(1000));
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.text())
                .isEqualTo("{\"data\":null,\"err\":\"The server did not take these media files:"
                        + " a file is larger than 100 MB.\"}");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void anObjectThatIsTooLargeIsRefused(boolean withHeader) {
        restart(TestServer.Setup.usual().with(TestServer.SMALL));

        assertThat(client(withHeader)
                        .ask("/sync/applyChunk", key, "{\"a\":\"" + "x".repeat(200_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(client(withHeader)
                        .ask("/sync/applyChunk", key, "{\"a\":\"" + "x".repeat(199_000) + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aStrangerSendsLittle() {
        var login = "{\"u\":\"ana\",\"p\":\"%s\"}".formatted("x".repeat(70_000));

        for (var client : List.of(server.headerClient(), server.formClient())) {
            assertThat(client.ask("/sync/hostKey", "", login).status()).isEqualTo(413);
        }
    }

    @Test
    void whoIsStillSendingHearsThatItIsTooMuch() throws IOException {
        restart(TestServer.Setup.usual().with(TestServer.SMALL));
        server.on(SyncMethod.UPLOAD, (_, request) -> Payload.text(Long.toString(sum(request.payload()))));
        var body = HeaderClient.zstd(random(550_000));
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head("/sync/upload", "Content-Length: " + body.length));
            for (int from = 0; from < body.length; from += PIECE) {
                out.write(body, from, Math.min(PIECE, body.length - from));
            }
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }

    /// 39.
    @ParameterizedTest
    @MethodSource("forms")
    void aBombIsStoppedAtTheLimit(boolean withHeader) {
        restart(TestServer.Setup.usual().with(TestServer.SMALL));
        var unpacked = new long[1];
        server.on(SyncMethod.UPLOAD, (_, request) -> {
            var in = request.payload();
            var buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                unpacked[0] += read;
            }
            return Payload.text("OK");
        });
        var bomb = new byte[100_000_000];

        assertThat(client(withHeader).ask("/sync/upload", key, bomb).text()).contains("anki.limits.decompressed");
        assertThat(unpacked[0]).isLessThanOrEqualTo(500_000);
        assertThat(client(withHeader).ask("/sync/applyChunk", key, bomb).status())
                .isEqualTo(413);
    }

    // patience

    @Test
    void aBodyThatStopsIsGivenUp() throws IOException {
        restart(TestServer.Setup.usual().with(Duration.ofMillis(300)));
        try (var socket = connect()) {
            socket.getOutputStream().write(head("/sync/meta", "Content-Length: 100"));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 408");
        }
    }

    private Said send(String path, byte[] body) {
        return server.headerClient().send(path, HeaderClient.header(key, "s"), body);
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.http().port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private byte[] head(String path, String length) {
        return """
                POST %s HTTP/1.1\r
                anki-sync: %s\r
                Host: x\r
                Connection: close\r
                %s\r
                \r
                """.formatted(path, HeaderClient.header(key, "s"), length).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(List<byte[]> parts) {
        var bytes = new ByteArrayOutputStream();
        parts.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}
