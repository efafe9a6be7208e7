package lectern.anki;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.anki.FormClient.Field;
import lectern.anki.wire.Payload;
import lectern.db.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever comes, it is answered, and never as a mistake of ours.
class WireFuzzTest {
    private static final int TRIES = 150;

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    private Path folder;

    private TestServer server;
    private String key = "";

    @BeforeEach
    void start() {
        server = TestServer.open(
                database.open(), folder, TestServer.Setup.usual().with(TestServer.SMALL));
        server.account("ana");
        key = server.headerClient().key("ana", TestServer.PASSWORD);
        server.on(SyncMethod.UPLOAD, (_, request) -> {
            request.payload().readAllBytes();
            return Payload.text("OK");
        });
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(folder.resolve("spool")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedStreams(long seed) {
        var random = new Random(seed);
        var payload = new byte[2_000];
        random.nextBytes(payload);
        var whole = HeaderClient.zstd(payload);

        for (int i = 0; i < TRIES; i++) {
            var said =
                    server.headerClient().send("/sync/upload", HeaderClient.header(key, "s"), damaged(whole, random));
            assertThat(said.status()).as("seed %d, try %d", seed, i).isIn(200, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedHeaders(long seed) {
        var random = new Random(seed);
        var header = HeaderClient.header(key, "s").getBytes(StandardCharsets.US_ASCII);
        var body = HeaderClient.zstd("{}".getBytes(StandardCharsets.US_ASCII));

        for (int i = 0; i < TRIES; i++) {
            var odd = new String(damaged(header, random), StandardCharsets.ISO_8859_1)
                    .replaceAll("[^ -~]", "?")
                    .strip();
            assertThat(server.headerClient().send("/sync/meta", odd, body).status())
                    .as("seed %d, try %d", seed, i)
                    .isIn(200, 400, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedForms(long seed) {
        var random = new Random(seed);
        var payload = FormClient.gzip("{\"minUsn\":7,\"lnewer\":true}".getBytes(StandardCharsets.US_ASCII));

        for (int i = 0; i < TRIES; i++) {
            var fields = List.of(Field.file("data", damaged(payload, random)), Field.of("c", "1"), Field.of("k", key));
            assertThat(server.formClient().send("/sync/meta", fields).status())
                    .as("seed %d, try %d", seed, i)
                    .isIn(200, 400);
            var form = damaged(FormClient.body(fields), random);
            assertThat(server.formClient()
                            .send("/sync/meta", FormClient.TYPE, form)
                            .status())
                    .as("seed %d, try %d", seed, i)
                    .isIn(200, 400, 403);
        }
    }

    /// Cut, lengthened, or with some bytes changed.
    private static byte[] damaged(byte[] whole, Random random) {
        var bytes = Arrays.copyOf(
                whole,
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(whole.length + 1);
                    case 1 -> whole.length + random.nextInt(50);
                    default -> whole.length;
                });
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
