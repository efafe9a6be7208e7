package lectern.syncnode.hostile;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import lectern.syncnode.StoreClient;
import lectern.syncnode.SyncNodeManners;
import lectern.wire.ApiDescription;
import lectern.wire.Asked;
import lectern.wire.Header;
import lectern.wire.Manners;
import lectern.wire.Reply;
import lectern.wire.WholeServer;
import lectern.wire.WireTarget;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// Requests that are damaged in any of their parts, from somebody who may read one store of ana's and knows the tokens
/// and addresses of all: whatever he sends, the server does not fail, and nothing of ana's changes. What failed once
/// is asked again with `-Dlectern.seed=`.
class HostileRequestsTest {
    /// What the protocol answers, and what HTTP does before any door is reached.
    private static final List<Integer> STATUSES = List.of(
            200, 201, 204, 206, 304, 400, 401, 403, 404, 405, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 426,
            429, 431, 501, 503, 505, 507);

    private static final int ROUNDS = 100;
    private static final int REQUESTS_OF_A_ROUND = 100;
    private static final int AT_ONCE = 8;

    private final long seed = Long.getLong("lectern.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Damage damage = new Damage(random);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Manners manners = new SyncNodeManners().and(ApiDescription.ofTheAnswersOfTheStore());
    private final WireTarget.Running server =
            WholeServer.onSqlite().start(Map.of("registration", "open", "limits", "off"));

    private StoreClient ana;
    private StoreClient mallory;
    private List<Sent> sound;
    private int attackers;

    @BeforeEach
    void start() {
        ana = StoreClient.register(http, address(), "ana");
        StoreClient.register(http, address(), "bob");
        ana.put("shared", NO_TOKEN, "for mallory, too".getBytes(UTF_8));
        ana.put("private/diary", NO_TOKEN, "dear diary".getBytes(UTF_8));
        ana.put("large", NO_TOKEN, "film ".repeat(10_000).getBytes(UTF_8));
        ana.put(
                "large",
                ana.get("large").token(),
                "film and sound ".repeat(10_000).getBytes(UTF_8));
        newAttacker();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void tenThousandDamagedRequestsChangeNothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            attack("seed %d, round %d".formatted(seed, round));
            if (mallory.ask("GET", "/quota", NO_TOKEN, BodyPublishers.noBody()).status() == 401) {
                newAttacker(); // he has logged himself out, or worse
            }
        }
    }

    /// A request may change what another finds, for all are sent by the same attacker, but nothing else.
    private void attack(String when) throws Exception {
        var before = everythingOfAna();
        try (var connections = Executors.newFixedThreadPool(AT_ONCE)) {
            var attacks = new ArrayList<Future<Attack>>();
            for (int i = 0; i < REQUESTS_OF_A_ROUND; i++) {
                var original = sound.get(random.nextInt(sound.size()));
                var damaged = damage.to(original);
                attacks.add(connections.submit(() -> new Attack(original, damaged, damaged.to(server.port()))));
            }
            for (var attack : attacks) {
                check(when, attack.get());
            }
        }
        assertThat(everythingOfAna()).as(when).isEqualTo(before);
    }

    private record Attack(Sent original, Sent damaged, Sent.Answer answer) {
        @Override
        public String toString() {
            return shortened(damaged.text()) + "\n" + answer.text();
        }
    }

    private void check(String when, Attack attack) {
        if (!attack.answer().isEmpty()) {
            assertThat(STATUSES)
                    .as("%s:%n%s", when, attack)
                    .contains(attack.answer().status());
            checkManners(when, attack);
        }
    }

    /// What is no HTTP is answered before it reaches this protocol, with a number where this one has a word, or with
    /// the
    /// word for it, which no operation describes.
    private void checkManners(String when, Attack attack) {
        var answer = attack.answer();
        var line = attack.damaged().text().lines().findFirst().orElse("");
        if (!attack.original().text().startsWith(line)
                || answer.status() < 400
                || answer.body().matches("\\{\"code\":(\\d|\"ERR02\",\"reason\":\"bad_request\").*")) {
            return;
        }
        var head = answer.text().substring(0, answer.text().indexOf("\r\n\r\n"));
        var headers = head.lines()
                .skip(1)
                .map(header -> header.split(": ?", 2))
                .map(header -> new Header(header[0], header[1]))
                .toList();
        var words = line.split(" ", -1);
        try {
            manners.check(
                    new Asked(words[0], words[1], List.of(), ""), new Reply(answer.status(), headers, answer.body()));
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError(when + ":\n" + attack, broken);
        }
    }

    /// Whatever ana can see, without what goes on by itself.
    private List<String> everythingOfAna() {
        var all = new ArrayList<String>();
        for (var target : List.of("/store?meta=1", "/quota", "/changes?limit=5000")) {
            all.add(ana.ask("GET", target, NO_TOKEN, BodyPublishers.noBody())
                    .text()
                    .replaceAll("\"cursor\":\"[^\"]*\"", ""));
        }
        for (var key : List.of("shared", "private/diary", "large")) {
            var answer = ana.get(key);
            all.add(answer.token() + " " + answer.text());
            for (var path : List.of("/versions/", "/permission/")) {
                var target = StoreClient.store(key).replace("/store/", path);
                all.add(ana.ask("GET", target, NO_TOKEN, BodyPublishers.noBody())
                        .text());
            }
        }
        return all;
    }

    private void newAttacker() {
        attackers++;
        var name = "mallory" + attackers;
        mallory = StoreClient.register(http, address(), name);
        var grant = "[{\"user\":\"%s\",\"permission\":\"READ\"}]".formatted(name);
        var shared = ana.ask("PUT", "/permission/shared", grant);
        assertThat(shared.status()).isEqualTo(204);
        mallory.put("own", NO_TOKEN, "of mallory".getBytes(UTF_8));
        sound = sound();
    }

    /// A request of each kind, most of which would be done if they were not damaged.
    private List<Sent> sound() {
        var me = mallory.bearer();
        var own = mallory.get("own");
        var token = "X-Sync-Token: " + own.token() + "\r\n";
        var stolen = ana.get("private/diary");
        var address = stolen.headers().firstValue("X-Sync-Address").orElseThrow();
        var digest = "Repr-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n";
        var id = "{\"id\":\"eve%d\",\"password\":\"correct horse\",\"invite\":null}".formatted(attackers);
        var batch = """
                {"atomic":true,"operations":[{"op":"put","key":"%s","token":"%s","text":"mine"},\
                {"op":"delete","key":"shared","token":"%s"},{"op":"get","key":"own"},\
                {"op":"put","key":"new","base64":"AAEC","meta":"m","contentType":"text/plain"}]}""".formatted(address, stolen.token(), ana.get("shared").token());
        return List.of(
                Sent.of("POST", "/account", "", "Content-Type: application/json\r\n", id),
                Sent.of("POST", "/auth", "", "", id.replace("invite\":null", "scope\":\"notes/:rw\",\"ttl\":60")),
                Sent.of("GET", "/account", me, "", ""),
                Sent.of("DELETE", "/auth", "~AAAAAAAAAAAAAAAAAAAAAA", "", ""),
                Sent.of(
                        "POST",
                        "/password",
                        me,
                        "",
                        "{\"password\":\"correct horse\",\"currentPassword\":\"wrong horse\"}"),
                Sent.of("POST", "/resetpassword", "", "", "{\"id\":\"ana\"}"),
                Sent.of("GET", "/store?meta=1&prefix=o&limit=2", me, "Accept-Encoding: gzip\r\n", ""),
                Sent.of("GET", "/store/own", me, "Range: bytes=0-3\r\nIf-Range: \"x\"\r\n", ""),
                Sent.of(
                        "GET",
                        "/store/shared",
                        me,
                        "If-None-Match: \"a\", W/\"b\"\r\nIf-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT\r\n",
                        ""),
                Sent.of("HEAD", "/store/shared?version=" + stolen.token(), me, "", ""),
                Sent.of(
                        "PUT",
                        "/store/own",
                        me,
                        token
                                + "X-Sync-Meta: nonce\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nX-Sync-Client: phone\r\n",
                        "a new value"),
                Sent.of("PUT", "/store/own", me, token + digest, "a new value"),
                Sent.of("PUT", "/store/new%2Fkey%20of%C3%A9", me, "If-None-Match: *\r\n", "x".repeat(40_000)),
                Sent.of("PUT", "/store/shared", me, "If-Match: *\r\n", "mine now"),
                Sent.of("PUT", "/store/" + address, me, "X-Sync-Token: " + stolen.token() + "\r\n", "mine now"),
                Sent.of("DELETE", "/store/" + address, me, "X-Sync-Token: " + stolen.token() + "\r\n", ""),
                Sent.of("DELETE", "/store/own", me, token, ""),
                Sent.of("GET", "/permission/shared", me, "", ""),
                Sent.of(
                        "PUT",
                        "/permission/own",
                        me,
                        "",
                        "[{\"user\":\"bob\",\"permission\":\"READ\"},{\"user\":\"nobody\",\"permission\":\"OWN\"}]"),
                Sent.of("PUT", "/permission/shared", me, "", "[{\"user\":\"bob\",\"permission\":\"READ\"}]"),
                Sent.of("DELETE", "/permission/shared?users=ana,nobody&users=x", me, "", ""),
                Sent.of("GET", "/versions/own", me, "", ""),
                Sent.of("POST", "/versions/own", me, token, "{\"restore\":\"" + own.token() + "\"}"),
                Sent.of("POST", "/batch", me, "", batch),
                Sent.of("POST", "/batch", me, "", batch.replace("true", "false")),
                Sent.of("GET", "/changes?since=now&limit=5&wait=0&prefix=o", me, "", ""),
                Sent.of("GET", "/quota", me, "", ""),
                Sent.of("GET", "/capabilities", "", "", ""),
                Sent.of(
                        "POST",
                        "/uploads",
                        me,
                        "Tus-Resumable: 1.0.0\r\nUpload-Length: 5\r\nUpload-Metadata: key b3du,token eA==\r\n",
                        ""),
                Sent.of(
                        "PATCH",
                        "/uploads/AAAAAAAAAAAAAAAAAAAAAA",
                        me,
                        "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n",
                        "12345"),
                Sent.of(
                        "OPTIONS",
                        "/store/own",
                        "",
                        "Origin: https://app.example\r\nAccess-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x-sync-token\r\n",
                        ""));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static String shortened(String request) {
        var visible = new String(request.getBytes(ISO_8859_1), ISO_8859_1);
        return visible.length() <= 3_000 ? visible : visible.substring(0, 3_000) + "... " + visible.length() + " bytes";
    }
}
