package lectern.syncnode.upload;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.db.TestDatabase;
import lectern.syncnode.entry.EntrySettings;
import lectern.syncnode.entry.EntrySettings.SharedNames;
import lectern.syncnode.entry.Expected;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Stores that come in pieces, as a client of tus sends them.
class UploadsTest {
    private static final int SIZE = 100_000;
    private static final String BYTES = bytes();

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    private Path data;

    private TestUploads it;

    private static String bytes() {
        var bytes = new byte[SIZE];
        new Random(5).nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }

    @BeforeEach
    void open() {
        it = new TestUploads(database.open(), data, EntrySettings.defaults());
    }

    @AfterEach
    void close() {
        it.close();
    }

    @Test
    void whatItCanDoIsSaidToEverybody() throws Exception {
        var said = it.ask("OPTIONS", "/uploads", "");
        assertThat(said.statusCode()).isEqualTo(204);
        assertThat(header(said, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(header(said, "Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(header(said, "Tus-Extension"))
                .isEqualTo("creation,creation-with-upload,termination,expiration,checksum");
        assertThat(header(said, "Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256,sha512");
    }

    @Test
    void aStoreComesInPieces() throws Exception {
        var metadata = Map.of("key", "päper/a", "contentType", "application/pdf", "meta", "nonce 1", "filename", "x");
        var location = it.begin(metadata, SIZE);
        assertThat(location).matches("/uploads/[A-Za-z0-9_-]{22}");
        assertThat(it.has("päper/a")).isFalse();

        var head = it.head(location);
        assertThat(header(head, "Upload-Offset")).isEqualTo("0");
        assertThat(header(head, "Upload-Length")).isEqualTo("100000");
        assertThat(header(head, "Upload-Metadata")).isEqualTo(TestUploads.metadata(metadata));
        assertThat(header(head, "Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(header(head, "Upload-Expires")).isEqualTo("Mon, 02 Mar 2026 12:00:00 GMT");

        var first = it.append(location, 0, BYTES.substring(0, 40_000));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(204);
        assertThat(header(first, "Upload-Offset")).isEqualTo("40000");
        assertThat(it.offset(location)).isEqualTo(40_000);
        assertThat(it.has("päper/a")).isFalse();

        var last = it.append(location, 40_000, BYTES.substring(40_000));
        assertThat(last.statusCode()).as(last.body()).isEqualTo(204);
        assertThat(header(last, "Upload-Offset")).isEqualTo("100000");
        assertThat(header(last, "X-Sync-Status")).isEqualTo("created");
        assertThat(header(last, "ETag")).isEqualTo('"' + header(last, "X-Sync-Token") + '"');
        assertThat(it.text("päper/a")).isEqualTo(BYTES);
        assertThat(it.properties("päper/a").contentType()).contains("application/pdf");
        assertThat(it.properties("päper/a").meta()).contains("nonce 1");
        assertThat(it.properties("päper/a").sha256()).isEqualTo(sha256(BYTES));
    }

    @Test
    void theLongestKeyComesBackWithTheLongestMetadata() throws Exception {
        var metadata = Map.of("key", "€".repeat(8_000), "meta", "m".repeat(8_000));
        var location = it.begin(metadata, 3);
        assertThat(header(it.head(location), "Upload-Metadata")).isEqualTo(TestUploads.metadata(metadata));
        assertThat(it.append(location, 0, "abc").statusCode()).isEqualTo(204);
        assertThat(it.text("€".repeat(8_000))).isEqualTo("abc");
        assertRefused(create("k".repeat(60_000), 3, ""), 400, "bad_request");
    }

    @Test
    void theLastAnswerMayBeLost() throws Exception {
        var location = it.begin("a", 5);
        var token = header(it.append(location, 0, "12345"), "X-Sync-Token");
        assertThat(it.offset(location)).isEqualTo(5);
        var again = it.append(location, 5, "");
        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(header(again, "X-Sync-Token")).isEqualTo(token);
        assertThat(it.text("a")).isEqualTo("12345");
    }

    @Test
    void aShortOneMayComeAtOnce() throws Exception {
        var whole = create("a", 5, "12345");
        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(201);
        assertThat(header(whole, "Upload-Offset")).isEqualTo("5");
        assertThat(header(whole, "X-Sync-Status")).isEqualTo("created");
        assertThat(it.text("a")).isEqualTo("12345");

        var begun = create("b", 5, "12");
        assertThat(header(begun, "Upload-Offset")).isEqualTo("2");
        var location = header(begun, "Location");
        assertThat(it.append(location, 2, "345").statusCode()).isEqualTo(204);
        assertThat(it.text("b")).isEqualTo("12345");
    }

    private HttpResponse<String> create(String key, int length, String bytes) throws Exception {
        return it.ask(
                "POST",
                "/uploads",
                bytes,
                "Upload-Length",
                Integer.toString(length),
                "Upload-Metadata",
                TestUploads.metadata(Map.of("key", key)),
                "Content-Type",
                "application/offset+octet-stream");
    }

    @Test
    void nothingIsAStoreToo() throws Exception {
        var location = it.begin("empty", 0);
        assertThat(it.text("empty")).isEmpty();
        assertThat(it.offset(location)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 65_536, 99_999})
    void whereverItIsCutItGoesOn(int cut) throws Exception {
        var location = it.begin("a", SIZE);
        it.hanging(location, 0, SIZE, BYTES.substring(0, cut)).close();
        await().untilAsserted(() -> assertThat(it.offset(location)).isEqualTo(cut));
        it.restart();
        assertThat(it.offset(location)).isEqualTo(cut);

        var last = it.append(location, cut, BYTES.substring(cut));
        assertThat(last.statusCode()).as(last.body()).isEqualTo(204);
        assertThat(it.text("a")).isEqualTo(BYTES);
        assertThat(it.properties("a").sha256()).isEqualTo(sha256(BYTES));
        assertThat(it.files()).hasSize(1);
    }

    @Test
    void whoComesBackEndsWhoHangs() throws Exception {
        var location = it.begin("a", SIZE);
        try (var hanging = it.hanging(location, 0, SIZE, "x".repeat(30_000))) {
            await().until(() -> it.onDisk() == 30_000);
            try (var second = it.hanging(location, 0, SIZE, "y".repeat(20_000))) {
                await().until(() -> it.onDisk() == 20_000);
                var last = it.append(location, 0, BYTES);
                assertThat(last.statusCode()).as(last.body()).isEqualTo(204);
                for (var ended : List.of(hanging, second)) {
                    assertThat(new String(ended.getInputStream().readAllBytes(), ISO_8859_1))
                            .startsWith("HTTP/1.1 409 ")
                            .contains("upload_taken");
                }
            }
        }
        assertThat(it.text("a")).isEqualTo(BYTES);
        assertThat(it.properties("a").sha256()).isEqualTo(sha256(BYTES));
    }

    @Test
    void whoDoesNotKnowWhereToGoOnIsTold() throws Exception {
        var location = it.begin("a", 10);
        it.append(location, 0, "1234");
        for (int offset : new int[] {0, 3, 5, 10}) {
            assertRefused(it.append(location, offset, "5678"), 409, "upload_offset");
        }
        assertRefused(it.append(location, 4, "5678901"), 413, "too_large");
        assertRefused(it.ask("PATCH", location, "5", "Upload-Offset", "4"), 415, "upload_type");
        assertThat(it.offset(location)).isEqualTo(4);
    }

    @Test
    void whoeverWroteMeanwhileIsNotOverwritten() throws Exception {
        var old = it.put("a", Expected.NOTHING, "old");
        var location = it.begin(Map.of("key", "a", "token", old), SIZE);
        it.append(location, 0, BYTES.substring(0, 50_000));
        var other = it.put("a", Expected.token(old), "other");

        var last = it.append(location, 50_000, BYTES.substring(50_000));
        assertRefused(last, 412, "token_mismatch");
        assertThat(last.body()).contains(other);
        assertNothingIsClaimed(location);
        assertRefused(it.append(location, SIZE, ""), 412, "token_mismatch");
        it.restart();
        assertNothingIsClaimed(location);
        assertThat(it.text("a")).isEqualTo("other");

        assertRefused(commit(location, "null"), 412, "token_missing");
        assertRefused(commit(location, '"' + old + '"'), 412, "token_mismatch");
        assertNothingIsClaimed(location);
        var done = commit(location, '"' + other + '"');
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
        assertThat(header(done, "X-Sync-Status")).isEqualTo("updated");
        assertThat(it.text("a")).isEqualTo(BYTES);
        assertThat(it.offset(location)).isEqualTo(SIZE);
        assertThat(header(commit(location, '"' + other + '"'), "X-Sync-Token"))
                .as("once more, after a lost answer")
                .isEqualTo(header(done, "X-Sync-Token"));
    }

    @Test
    void whatWasDeletedMeanwhileCanBeMadeAnew() throws Exception {
        var location = it.begin("a", 5);
        var token = it.put("a", Expected.NOTHING, "other");
        assertRefused(it.append(location, 0, "12345"), 412, "token_missing");
        assertRefused(commit(location, '"' + "x".repeat(32) + '"'), 412, "token_mismatch");
        assertThat(commit(location, '"' + token + '"').statusCode()).isEqualTo(204);
        assertRefused(it.ask("POST", it.begin("b", 5) + "/commit", "{}"), 409, "upload_offset");
    }

    private void assertNothingIsClaimed(String location) throws Exception {
        var head = it.head(location);
        assertThat(head.statusCode()).isEqualTo(412);
        assertThat(head.headers().firstValue("Upload-Offset")).isEmpty();
    }

    private HttpResponse<String> commit(String location, String token) throws Exception {
        return it.ask("POST", location + "/commit", "{\"token\":" + token + '}');
    }

    @Test
    void aNoComesEarly() throws Exception {
        var token = it.put("a", Expected.token(it.put("a", Expected.NOTHING, "there")), "still there");
        var header = TestUploads.metadata(Map.of("key", "a"));
        assertRefused(create("a", 5, ""), 412, "token_missing");
        assertRefused(it.ask("POST", "/uploads", "", "Upload-Metadata", header), 400, "bad_request");
        for (var bad : new String[] {"", "key", "kez YQ==", "key !!", "key YQ== x", ",key YQ==", "key //8="}) {
            var refused = it.ask("POST", "/uploads", "", "Upload-Length", "5", "Upload-Metadata", bad);
            assertThat(refused.statusCode()).as(bad).isEqualTo(400);
        }
        assertRefused(
                it.ask("POST", "/uploads", "", "Tus-Resumable", "0.2.2", "Upload-Length", "5"), 412, "upload_version");
        assertThat(it.files()).isEmpty();
        it.begin(Map.of("key", "a", "token", token), 5);
    }

    @Test
    void aChecksumIsOfOneRequest() throws Exception {
        var location = it.begin("a", 10);
        assertRefused(it.append(location, 0, "12345", "Upload-Checksum", sha1("other")), 460, "checksum_mismatch");
        assertThat(it.offset(location)).isZero();
        assertRefused(it.append(location, 0, "12345", "Upload-Checksum", "crc32 AAAA"), 400, "bad_request");
        assertThat(it.append(location, 0, "12345", "Upload-Checksum", sha1("12345"))
                        .statusCode())
                .isEqualTo(204);
        assertRefused(it.append(location, 5, "67890", "Upload-Checksum", sha1("other")), 460, "checksum_mismatch");
        assertThat(it.append(location, 5, "67890", "Upload-Checksum", sha1("67890"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(it.text("a")).isEqualTo("1234567890");
    }

    @Test
    void nobodyElseSeesIt() throws Exception {
        var location = it.begin("a", 10);
        assertRefused(it.ask("PATCH", location, "", "X-Who", "ben"), 404, "unknown");
        assertThat(it.ask("HEAD", location, "", "X-Who", "ben").statusCode()).isEqualTo(404);
        assertRefused(it.ask("DELETE", location, "", "X-Who", "ben"), 404, "unknown");
        assertRefused(it.ask("POST", location + "/commit", "{}", "X-Who", "ben"), 404, "unknown");
        assertRefused(it.ask("DELETE", "/uploads/unknown", ""), 404, "unknown");
        assertThat(it.offset(location)).isZero();
    }

    @Test
    void whatIsTerminatedIsGone() throws Exception {
        var location = it.begin("a", 10);
        it.append(location, 0, "12345");
        assertThat(it.ask("DELETE", location, "").statusCode()).isEqualTo(204);
        assertThat(it.head(location).statusCode()).isEqualTo(410);
        assertRefused(it.append(location, 5, "67890"), 410, "upload_gone");
        it.pass(Duration.ofMinutes(5));
        assertThat(it.files()).isEmpty();
    }

    @Test
    void whoDoesNotComeBackLosesIt() throws Exception {
        var location = it.begin("a", 10);
        for (int day = 0; day < 3; day++) {
            it.pass(Duration.ofHours(23));
            assertThat(it.append(location, day, "x").statusCode()).isEqualTo(204);
        }
        it.pass(Duration.ofHours(25));
        assertRefused(it.append(location, 3, "4567890"), 410, "upload_gone");
        assertThat(it.files()).isEmpty();
        it.pass(Duration.ofDays(31));
        assertThat(it.head(location).statusCode()).isEqualTo(404);
    }

    @Test
    void itsSpaceIsSetAside() throws Exception {
        it.close();
        var settings = new EntrySettings(
                SharedNames.PLAIN, 1_000, 0, Duration.ofDays(180), 10, Duration.ofDays(30), Duration.ofDays(30));
        it = new TestUploads(database.open(), data, settings);

        var location = it.begin("a", 800);
        assertRefused(create("b", 300, ""), 507, "quota");
        assertThat(it.ask("DELETE", location, "").statusCode()).isEqualTo(204);
        it.begin("b", 300);
        assertRefused(create("c", 800, ""), 507, "quota");
        it.pass(Duration.ofHours(25));

        var last = it.append(it.begin("c", 800), 0, "c".repeat(800));
        assertThat(last.statusCode()).as(last.body()).isEqualTo(204);
        assertThat(header(last, "X-Sync-Quota-Remaining")).isEqualTo("199");
        it.begin("d", 198);
    }

    @Test
    void notTooManyWaitAtATime() throws Exception {
        var first = it.begin("0", 10);
        for (int i = 1; i < TestUploads.SETTINGS.mostWaiting(); i++) {
            it.begin(Integer.toString(i), 10);
        }
        assertRefused(create("one more", 10, ""), 409, "too_many_uploads");
        it.append(first, 0, "0123456789");
        it.begin("one more", 10);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"reason\":\"" + reason + '"');
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static String sha1(String bytes) throws Exception {
        var digest = MessageDigest.getInstance("SHA-1").digest(bytes.getBytes(ISO_8859_1));
        return "sha1 " + Base64.getEncoder().encodeToString(digest);
    }

    private static String sha256(String bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.getBytes(ISO_8859_1)));
    }
}
