package lectern.kosync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;
import lectern.kosync.TestServer.Setup;
import lectern.wire.Asked;
import lectern.wire.Header;
import lectern.wire.Reply;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Whatever somebody sends to whatever endpoint, the server never fails, keeps to its manners, and loses nothing of
/// anybody else. What failed once is run again with `-Dlectern.seed=`.
class KosyncFuzzTest {
    private static final String KEY = "a029d0df84eb5549c641e04a9ef389e5";

    private static final List<String> REQUESTS = List.of(
            "POST /users/create",
            "GET /users/auth",
            "PUT /users/password",
            "DELETE /users/me",
            "GET /users/preferences",
            "PUT /users/preferences",
            "PUT /syncs/progress",
            "GET /syncs/progress/@",
            "DELETE /syncs/progress/@",
            "GET /syncs/documents",
            "GET /syncs/history/@",
            "POST /syncs/history/@/restore",
            "POST /documents/link",
            "GET /documents/links",
            "DELETE /documents/link/@",
            "GET /books",
            "PUT /books/label",
            "DELETE /books/label/@",
            "PUT /books/policy",
            "GET /admin/books",
            "DELETE /admin/books/@",
            "GET /card/@",
            "GET /healthcheck");

    private static final List<String> BODIES = List.of(
            "{\"document\":\"dune\",\"progress\":\"17\",\"percentage\":0.5,\"device\":\"kobo\",\"device_id\":\"o1\"}",
            "{\"document\":\"emma\",\"progress\":17,\"percentage\":\"0.5\",\"device\":\"kobo\","
                    + "\"metadata\":{\"filename\":\"emma.epub\",\"title\":\"Emma\",\"authors\":\"Jane Austen\"}}",
            "{\"username\":\"fuzz\",\"password\":\"" + KEY + "\",\"invite\":null}",
            "{\"hashes\":[\"dune\",\"emma\",\"third\"]}",
            "{\"canonical_hash\":\"dune\",\"label\":\"Dune\",\"policy\":\"furthest\"}",
            "{\"id\":\"1-1\"}",
            "{\"policy\":\"newest\",\"card\":true,\"replay_guard\":true,\"repair_device_ids\":true}");

    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "1e-400",
            "100e2147483647",
            "1e-99999999999",
            "99999999999999999999",
            "0.1",
            "\"\"",
            "\"a:b\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\uD83D\\uDCDA\"",
            "[]",
            "{}",
            "[[[[",
            "NaN",
            "\"" + "x".repeat(5000) + "\"",
            ",",
            "\"",
            "\\");

    private static final List<String> SEGMENTS = List.of(
            "dune",
            "emma",
            "0B229176D4E8DB7F6D2B5A4952368D7A",
            "a%3Ab",
            "a%2Fb",
            "%00",
            "%ff",
            "%",
            "%E6%9B%B8",
            "..",
            ".",
            "%2e%2e",
            "fuzz",
            "x".repeat(300),
            "1",
            "999999999999999999999999",
            "a+b",
            "a;b=c",
            "%F0%9F%93%9A");

    private static final List<String> QUERIES = List.of(
            "",
            "",
            "",
            "?limit=-1",
            "?limit=x",
            "?limit=99999999999999999999",
            "?offset=1&limit=1",
            "?from=-1",
            "?to=1e9",
            "?theme=dark&sort=recent",
            "?finished=%00",
            "?%",
            "?limit=%ff",
            "?a=b&a=c",
            "?" + "x".repeat(2000));

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    Path folder;

    @Test
    void twoThousandRequestsOfAllKinds() {
        run(2_000);
    }

    @Test
    @Tag("long")
    void aHundredThousandRequestsOfAllKinds() {
        run(100_000);
    }

    private void run(int requests) {
        var seed = Long.getLong("lectern.seed", new Random().nextLong());
        var random = new Random(seed);
        var manners = new KosyncManners();
        try (var server = TestServer.open(database.open(), folder, Setup.usual().withoutLimits())) {
            server.register("witness", KEY);
            server.push("witness", KEY, "dune", "a place to be kept");
            var user = "fuzz";
            server.register(user, KEY);
            for (var number = 0; number < requests; number++) {
                var fuzz = Fuzz.of(random, user);
                try {
                    var reply = fuzz.send(server);
                    assertThat(reply.status()).isLessThan(500);
                    if (reply.status() == 401) { // perhaps some request deleted the account, or changed its key
                        user = "fuzz" + number;
                        server.register(user, KEY);
                    }
                    manners.check(new Asked(fuzz.method, fuzz.target, List.of(), ""), reply);
                } catch (RuntimeException | AssertionError broken) {
                    throw new AssertionError("seed %d, request %d: %s".formatted(seed, number, fuzz), broken);
                }
            }
            assertThat(server.pull("witness", KEY, "dune").body()).contains("a place to be kept");
        }
    }

    private record Fuzz(String method, String target, List<Header> headers, String body) {
        static Fuzz of(Random random, String user) {
            var request = any(random, REQUESTS).split(" ", 2);
            var method = random.nextInt(20) == 0 ? any(random, List.of("GET", "PUT", "POST", "DELETE")) : request[0];
            var target = request[1].replace("@", any(random, SEGMENTS)) + any(random, QUERIES);
            return new Fuzz(method, target, headers(random, user), body(random));
        }

        private static List<Header> headers(Random random, String user) {
            var headers = new ArrayList<Header>();
            if (random.nextBoolean()) {
                headers.add(new Header(
                        "Accept", any(random, List.of(TestServer.VENDOR, "*/*", "text/html", bytes(random)))));
            }
            if (random.nextInt(20) > 0) {
                headers.add(new Header("x-auth-user", random.nextInt(60) > 0 ? user : bytes(random)));
                headers.add(new Header("x-auth-key", random.nextInt(60) > 0 ? KEY : bytes(random)));
            } else {
                headers.add(new Header("Authorization", "Basic " + bytes(random)));
            }
            if (random.nextInt(4) == 0) {
                headers.add(
                        new Header(any(random, List.of("Content-Type", "User-Agent", "If-None-Match")), bytes(random)));
            }
            return headers;
        }

        /// A good body of some endpoint, in which some value or some byte is something else.
        private static String body(Random random) {
            var body = any(random, BODIES);
            for (var changes = random.nextInt(3); changes > 0; changes--) {
                var values = body.split("(?<=[:\\[,])", -1);
                var index = random.nextInt(values.length);
                values[index] =
                        values[index].replaceFirst("(\"[^\"]*\"|[^,}\\]]+)(?=[,}\\]])", "") + any(random, PIECES);
                body = String.join("", values);
            }
            var bytes = body.getBytes(UTF_8);
            for (var changes = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
                    changes > 0 && bytes.length > 0;
                    changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            return new String(bytes, ISO_8859_1);
        }

        /// What a header may hold at all.
        private static String bytes(Random random) {
            var text = new StringBuilder();
            for (var length = random.nextInt(40); length > 0; length--) {
                var letter = (char) (0x21 + random.nextInt(0xff - 0x21));
                text.append(letter == 0x7f ? ' ' : letter);
            }
            return text.toString();
        }

        private static String any(Random random, List<String> values) {
            return values.get(random.nextInt(values.size()));
        }

        /// Body and headers have one character for each byte.
        private Reply send(TestServer server) {
            return server.wire().ask(method, target, headers, body.getBytes(ISO_8859_1), ISO_8859_1);
        }
    }
}
