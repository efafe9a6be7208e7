package lectern.syncnode.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.http.Raw;
import lectern.json.Json;
import lectern.syncnode.StoreClient;
import lectern.syncnode.SyncNodeManners;
import lectern.wire.ApiDescription;
import lectern.wire.Asked;
import lectern.wire.Header;
import lectern.wire.Manners;
import lectern.wire.Reply;
import lectern.wire.WholeServer;
import lectern.wire.Wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// What is known to have hurt servers of this kind. It is refused in words, nothing of it is stored, and afterwards the
/// server does its work.
class TricksTest {
    private static final Manners MANNERS = new SyncNodeManners().and(ApiDescription.ofTheAnswersOfTheStore());
    private static final List<String> JSON_DOORS = List.of(
            "POST /account",
            "POST /auth",
            "POST /password",
            "POST /resetpassword",
            "PUT /permission/diary",
            "POST /versions/diary",
            "POST /batch");

    private final HttpClient http = HttpClient.newHttpClient();
    private WholeServer.Started server;
    private StoreClient ana;
    private List<String> before;

    @BeforeEach
    void start() {
        server = WholeServer.onSqlite().start(Map.of("registration", "open", "limits", "off", "http.idle", "4s"));
        ana = StoreClient.register(http, server.address(), "ana");
        ana.put("diary", NO_TOKEN, "dear diary".getBytes(UTF_8));
        before = everything();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private List<String> everything() {
        return List.of(
                ask("GET", "/store?meta=1", List.of(), "").body(),
                ask("GET", "/quota", List.of(), "").body(),
                ask("GET", "/permission/diary", List.of(), "").body(),
                ask("GET", "/versions/diary", List.of(), "").body());
    }

    @Test
    void aBodyThatStopsIsGivenUp() throws IOException {
        var waiting = new ArrayList<Raw>();
        for (var door : JSON_DOORS) {
            waiting.add(stopping(door, "Content-Length: 1000\r\n", "{\"id\":"));
        }
        for (int length : new int[] {10_000, 100_000}) {
            waiting.add(stopping("PUT /store/new", "Content-Length: " + length + "\r\n", "x".repeat(5_000)));
        }
        waiting.add(stopping("PUT /store/new", "Transfer-Encoding: chunked\r\n", "1388\r\n" + "x".repeat(5_000)));
        for (var connection : waiting) {
            try (connection) {
                var answer = connection.answer();
                assertThat(answer.status()).as(answer.body()).isEqualTo(408);
                assertThat(answer.body()).contains("\"code\":\"ERR02\",\"reason\":\"timeout\"");
            }
        }
        assertNothingHappened();
    }

    private Raw stopping(String door, String headers, String begin) throws IOException {
        return Raw.to(server.port())
                .send(door + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ana.bearer() + "\r\n" + headers + "\r\n"
                        + begin);
    }

    @Test
    void headersWithoutEndAreNotRead() throws IOException {
        for (var flood : List.of(
                "X: y\r\n".repeat(100_000),
                "X-Sync-Meta: " + "m".repeat(500_000) + "\r\n",
                "X".repeat(500_000) + ": y\r\n",
                "Authorization: Bearer " + "b".repeat(500_000) + "\r\n",
                "If-Match: " + "\"a\", ".repeat(50_000) + "\r\n",
                "Cookie: " + "a=b; ".repeat(50_000) + "\r\n")) {
            assertThat(statusOf("GET /store/diary HTTP/1.1\r\nHost: x\r\n" + flood + "\r\n"))
                    .isIn(400, 431);
            assertThat(statusOf("PUT /store/new HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n" + flood)) // and no end
                    .isIn(400, 431);
        }
        assertThat(statusOf("GET /store/" + "k".repeat(500_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isIn(414, 431);
        assertThat(statusOf("GET /store?" + "prefix=a&".repeat(50_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isIn(414, 431);
        assertNothingHappened();
    }

    /// Zero when the server has hung up on whoever went on sending.
    private int statusOf(String request) throws IOException {
        var answer = new Sent(request).to(server.port());
        return answer.isEmpty() ? 431 : answer.status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "x-gzip", "deflate", "br", "gzip, gzip"})
    void nothingThatWasSentIsUnpacked(String encoding) throws IOException {
        var packed = packed(encoding, "{\"id\":\"eve\",\"password\":\"%s\"}".formatted(" ".repeat(50_000_000)));
        var headers = List.of(new Header("Content-Encoding", encoding));
        for (var door : JSON_DOORS) {
            var words = door.split(" ", -1);
            var answer = ask(words[0], words[1], headers, packed);
            assertThat(answer.status()).as(door).isEqualTo(400);
        }
        assertNothingHappened();

        var put = ask("PUT", "/store/bomb", headers, packed);
        assertThat(put.status()).isEqualTo(204);
        var got = ana.get("bomb");
        assertThat(got.body()).as("as it was sent").isEqualTo(packed);
        assertThat(got.headers().firstValue("Content-Encoding")).contains(encoding);
    }

    private static byte[] packed(String encoding, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        if (encoding.equals("zstd")) {
            return Zstd.compress(bytes);
        }
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void jsonThatIsMeantToHurtIsRefused() {
        var digits = "9".repeat(60_000);
        for (var bomb : List.of(
                "[".repeat(60_000),
                "{\"a\":".repeat(10_000),
                "{\"id\":" + digits + "}",
                "{\"id\":1e" + digits + "}",
                "{\"operations\":[" + "[],".repeat(15_000) + "[]]}",
                "{\"operations\":[" + "{\"op\":\"put\",\"key\":\"a\"},".repeat(2_000) + "{}]}",
                "{\"restore\":" + "\"\\u0000\"" + "}",
                "{\"password\":\"\\ud800\"}",
                "[{\"user\":\"ana\",\"permission\":\"OWN\"}" + ",{}".repeat(20_000) + "]")) {
            for (var door : JSON_DOORS) {
                var words = door.split(" ", -1);
                assertThat(ask(words[0], words[1], List.of(), bomb).status())
                        .as(door + " " + bomb.substring(0, 20))
                        .isIn(204, 400, 404, 413); // no content for a restore of nothing, or of a name that may be
            }
        }
        assertThat(ask("POST", "/batch", List.of(), " ".repeat(9 << 20)).body()).contains("batch_too_large");
        assertThat(ask("PUT", "/permission/diary", List.of(), " ".repeat(2 << 20))
                        .status())
                .isEqualTo(413);
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:",
                "sha-256=:AAAA:",
                "sha-256=::",
                "sha-512=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
                "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:, sha-512=:AAAA:",
                "md5=:AAAA:, sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"
            })
    void whatHasAnotherDigestIsNotStored(String digest) {
        for (var name : List.of("Repr-Digest", "Content-Digest")) {
            for (var body : List.of("hello", "hello".repeat(20_000))) {
                var refused = ask("PUT", "/store/new", List.of(new Header(name, digest)), body);
                assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            }
        }
        assertNothingHappened();
        assertThat(server.blobs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "a%",
                "a%4",
                "%zz",
                "%%41",
                "%u0041",
                "%00",
                "a%00b",
                "%0a",
                "%0D%0A",
                "%1f",
                "%7F",
                "%ff",
                "%c0%af",
                "%C0%80",
                "%e0%80%af",
                "%ed%a0%80",
                "%f4%90%80%80",
                "%f8%88%80%80%80",
                "%80",
                "%e2%82"
            })
    void whatIsNoKeyIsRefusedWhateverIsAsked(String key) {
        for (var door : List.of("/store/", "/permission/", "/versions/")) {
            for (var method : List.of("GET", "HEAD", "PUT", "DELETE", "POST")) {
                for (var session : List.of(bearer(), List.<Header>of())) {
                    var asked = new Asked(method, door + key, session, "");
                    var answer = new Wire(server.port()).ask(asked);
                    MANNERS.check(asked, answer);
                    assertThat(answer.status()).as(method + " " + door).isIn(400, 405);
                    if (answer.status() == 400 && !method.equals("HEAD")) {
                        assertThat(answer.body()).contains("\"code\":\"ERR02\",\"reason\":\"bad_key\"");
                    }
                }
            }
        }
        assertNothingHappened();
    }

    /// As it is sent, and as it is meant.
    @Test
    void whateverElseAKeyLooksLikeItIsOne() {
        var keys = Map.ofEntries(
                Map.entry("..", ".."),
                Map.entry(".", "."),
                Map.entry("..%2f..%2fetc%2fpasswd", "../../etc/passwd"),
                Map.entry("..%5c..%5cwindows", "..\\..\\windows"),
                Map.entry("//", "//"),
                Map.entry("a//b", "a//b"),
                Map.entry("a/./b/", "a/./b/"),
                Map.entry("a%252fb", "a%2fb"),
                Map.entry("%2575", "%75"),
                Map.entry("a;jsessionid=1", "a;jsessionid=1"),
                Map.entry("a,b", "a,b"),
                Map.entry("+", "+"),
                Map.entry("%20", " "),
                Map.entry("%3Fversion=x", "?version=x"),
                Map.entry("%23", "#"),
                Map.entry("%C2%85", "\u0085"),
                Map.entry("%E2%80%AE", "\u202e"),
                Map.entry("%EF%BB%BF", "\ufeff"),
                Map.entry("A", "A"),
                Map.entry("a", "a"),
                Map.entry("%C3%A9", "\u00e9"),
                Map.entry("e%CC%81", "e\u0301"),
                Map.entry("%F0%9F%98%80", "\ud83d\ude00"),
                Map.entry("~", "~"),
                Map.entry("~" + "A".repeat(42), "~" + "A".repeat(42)),
                Map.entry("~" + "A".repeat(44), "~" + "A".repeat(44)),
                Map.entry("NUL.txt", "NUL.txt"),
                Map.entry("'%3b%20drop%20table%20store", "'; drop table store"));
        keys.forEach((sent, meant) -> assertThat(
                        ask("PUT", "/store/" + sent, List.of(), meant).status())
                .as(sent)
                .isEqualTo(204));
        keys.forEach((sent, meant) -> {
            assertThat(ask("GET", "/store/" + sent, List.of(), "").body()).isEqualTo(meant);
            assertThat(ask("GET", "/permission/" + sent, List.of(), "").status())
                    .as(sent)
                    .isEqualTo(200);
            assertThat(ask("GET", "/versions/" + sent, List.of(), "").status())
                    .as(sent)
                    .isEqualTo(200);
        });
        var listed = new ArrayList<String>();
        Json.parse(ask("GET", "/store", List.of(), "").body().getBytes(UTF_8))
                .forEach(store -> listed.add(store.path("key").asString()));
        var all = new ArrayList<>(keys.values());
        all.add("diary");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    }

    private void assertNothingHappened() {
        assertThat(everything()).isEqualTo(before);
    }

    private List<Header> bearer() {
        return List.of(new Header("Authorization", "Bearer " + ana.bearer()));
    }

    private Reply ask(String method, String target, List<Header> headers, String body) {
        return ask(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private Reply ask(String method, String target, List<Header> headers, byte[] body) {
        var all = new ArrayList<>(headers);
        all.addAll(bearer());
        var reply = new Wire(server.port()).ask(method, target, all, body, ISO_8859_1);
        MANNERS.check(new Asked(method, target, all, ""), reply);
        return reply;
    }
}
