package lectern.syncnode;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import lectern.http.Raw;
import lectern.syncnode.StoreClient.Answer;
import lectern.wire.WholeServer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static lectern.syncnode.StoreClient.NO_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/// How values come in and go out while other things happen: whatever becomes of a body that is under way, a store is
/// one of its versions, and nothing else is left lying around.
interface BodiesContract {
    /// More than the buffers between a server and a slow client take.
    int FILM = 30_000_000;

    /// More than fits in a row, less than anybody waits for.
    int SONG = 100_000;

    WholeServer target();

    @Test
    default void whoReadsSlowlyGetsOneVersionWhole() throws Exception {
        withAnaAndBob(Map.of(), (server, ana, _) -> {
            var film = noise(FILM, 1);
            var token = put(ana, "film", NO_TOKEN, film).token();
            try (var reader = Raw.slowly(server.port())) {
                var head = reader.send(get("film", ana)).head();
                var begin = reader.read(1_000);
                for (int i = 0; i < 100; i++) {
                    token = put(ana, "film", token, noise(i % 2 == 0 ? SONG : 500, i))
                            .token();
                }
                assertThat(ana.delete("film", token).status()).isEqualTo(204);
                server.sweep(later(400));
                server.sweep(later(401));
                assertThat(server.blobs())
                        .as("all that was ever stored is removed")
                        .isEmpty();

                var rest = reader.read(FILM - begin.length());
                assertThat(digest((begin + rest).getBytes(ISO_8859_1)))
                        .isEqualTo(digest(film))
                        .isEqualTo(head.headers().get("repr-digest"));
            }
        });
    }

    @Test
    default void anUploadThatBreaksOffAnywhereChangesNothing() throws Exception {
        withAnaAndBob(Map.of(), (server, ana, _) -> {
            var song = noise(SONG, 1);
            var token = put(ana, "song", NO_TOKEN, song).token();
            for (int percent = 0; percent < 100; percent++) {
                breakOff(server, put("song", ana, token, ofLength(20_000)), noise(20_000 * percent / 100, 2));
                breakOff(server, put("song", ana, token, ofLength(SONG)), noise(SONG * percent / 100, 3));
                breakOff(server, put("song", ana, token, CHUNKED), chunk(noise(SONG * percent / 100 + 1, 4)));
                breakOff(server, put("new", ana, NO_TOKEN, ofLength(SONG)), noise(SONG * percent / 100, 5));
            }
            server.restart(); // waits for those that are still being answered
            var again = new StoreClient(ana.http(), server.address(), ana.bearer());
            assertThat(again.get("song").token()).isEqualTo(token);
            assertThat(again.get("song").body()).isEqualTo(song);
            assertThat(again.get("new").status()).isEqualTo(404);
            assertThat(server.blobs()).hasSize(1);
        });
    }

    private static void breakOff(WholeServer.Started server, String head, byte[] begin) throws IOException {
        breakOff(server, head, new String(begin, ISO_8859_1));
    }

    private static void breakOff(WholeServer.Started server, String head, String begin) throws IOException {
        try (var connection = Raw.to(server.port())) {
            connection.send(head + begin);
        }
    }

    @Test
    default void whoAsksFirstIsToldBeforeTheBodyWhatCanBeToldWithoutIt() throws Exception {
        var small = Map.of("store.largest", "1 MB", "store.quota", "500 KB");
        withAnaAndBob(small, (server, ana, bob) -> {
            var first = put(ana, "list", NO_TOKEN, noise(10, 1)).token();
            var token = put(ana, "list", first, noise(10, 2)).token(); // the first could be a repetition
            share(ana, "list", "READ");
            assertAnsweredAtOnce(server, put("list", ana, "another", asking(SONG)), 412, "token_mismatch");
            assertAnsweredAtOnce(server, put("list", ana, NO_TOKEN, asking(10)), 412, "token_missing");
            assertAnsweredAtOnce(server, put("list", bob, token, asking(SONG)), 403, "read_only");
            assertAnsweredAtOnce(server, put("list", ana, token, asking(2_000_000)), 413, "too_large");
            assertAnsweredAtOnce(server, put("list", ana, token, asking(600_000)), 507, "quota");
            assertAnsweredAtOnce(
                    server,
                    put("list", new StoreClient(ana.http(), ana.server(), "sn1_x"), token, asking(SONG)),
                    401,
                    "bad_token");
            try (var connection = Raw.to(server.port())) {
                assertThat(connection
                                .send(put("list", ana, token, asking(SONG)))
                                .head()
                                .status())
                        .isEqualTo(100);
                connection.send("x".repeat(SONG));
                assertThat(connection.answer().status()).isEqualTo(204);
            }
        });
    }

    private static void assertAnsweredAtOnce(WholeServer.Started server, String head, int status, String reason)
            throws IOException {
        try (var connection = Raw.to(server.port())) {
            var answer = connection.send(head).answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains("\"reason\":\"" + reason + '"');
        }
    }

    /// Of a length that nobody knows, and of which the end is not even sent.
    @Test
    default void aBodyIsRefusedAsSoonAsItIsTooLong() throws Exception {
        withAnaAndBob(Map.of("store.largest", "1 MB"), (server, ana, _) -> {
            assertRefusedOnTheWay(server, put("film", ana, NO_TOKEN, CHUNKED), 1_200_000, 413, "too_large");
            assertNothingWasStored(server, ana);
        });
    }

    @Test
    default void aBodyIsRefusedAsSoonAsTheAccountHasNoRoom() throws Exception {
        withAnaAndBob(Map.of("store.quota", "500 KB"), (server, ana, _) -> {
            assertRefusedOnTheWay(server, put("film", ana, NO_TOKEN, CHUNKED), 800_000, 507, "quota");
            assertNothingWasStored(server, ana);
        });
    }

    private static void assertRefusedOnTheWay(
            WholeServer.Started server, String head, int length, int status, String reason) throws IOException {
        try (var connection = Raw.to(server.port())) {
            connection.send(head + chunk(new byte[length]));
            var answer = connection.answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains("\"reason\":\"" + reason + '"');
        }
    }

    private static void assertNothingWasStored(WholeServer.Started server, StoreClient ana) {
        server.restart();
        var again = new StoreClient(ana.http(), server.address(), ana.bearer());
        assertThat(again.get("film").status()).isEqualTo(404);
        assertThat(ask(again, "/quota").path("used").asLong()).isZero();
        assertThat(server.blobs()).isEmpty();
    }

    @Test
    default void manyWhoWriteAtOnceNeverGetMoreThanTheAccountHas() throws Exception {
        withAnaAndBob(Map.of("store.quota", "1 MB"), (_, ana, _) -> {
            try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = new ArrayList<Future<Answer>>();
                for (int i = 0; i < 12; i++) {
                    var key = "film" + i;
                    var bytes = noise(300_000, i);
                    var body = i % 2 == 0
                            ? BodyPublishers.ofByteArray(bytes)
                            : BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes));
                    running.add(people.submit(() -> ana.ask("PUT", StoreClient.store(key), NO_TOKEN, body)));
                }
                int stored = 0;
                for (var answer : running) {
                    assertThat(answer.get().status()).isIn(204, 507);
                    stored += answer.get().status() == 204 ? 1 : 0;
                }
                assertThat(stored).isEqualTo(3);
            }
            assertThat(ask(ana, "/quota").path("used").asLong()).isBetween(900_000L, 1L << 20);
            assertThat(ask(ana, "/store")).hasSize(3);
        });
    }

    @Test
    default void whoMayNoLongerWriteWhenTheBodyIsThereHasNotWritten() throws Exception {
        withAnaAndBob(Map.of(), (server, ana, bob) -> {
            var token = put(ana, "list", NO_TOKEN, noise(10, 1)).token();
            share(ana, "list", "WRITE");
            try (var writing = halfSent(server, put("list", bob, token, asking(SONG)))) {
                share(ana, "list", "READ");
                assertRefusedInTheEnd(writing, 403, "read_only");
            }
            share(ana, "list", "WRITE");
            try (var writing = halfSent(server, put("list", bob, token, asking(SONG)))) {
                var gone = ana.ask("DELETE", "/permission/list?users=bob", NO_TOKEN, BodyPublishers.noBody());
                assertThat(gone.status()).isEqualTo(204);
                assertRefusedInTheEnd(writing, 412, "token_mismatch"); // he has no such store, so he might create one
            }
            assertThat(ana.get("list").token()).isEqualTo(token);
            assertThat(bob.get("list").status()).isEqualTo(404);
            server.sweep(later(2));
            assertThat(server.blobs()).isEmpty();
        });
    }

    /// Everything that needs no body was right.
    private static Raw halfSent(WholeServer.Started server, String head) throws IOException {
        var connection = Raw.to(server.port());
        assertThat(connection.send(head).head().status()).isEqualTo(100);
        return connection.send("x".repeat(SONG / 2));
    }

    private static void assertRefusedInTheEnd(Raw writing, int status, String reason) throws IOException {
        var answer = writing.send("x".repeat(SONG / 2)).answer();
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"reason\":\"" + reason + '"');
    }

    // what goes over the wire

    String CHUNKED = "Transfer-Encoding: chunked\r\n";

    private static String ofLength(int length) {
        return "Content-Length: " + length + "\r\n";
    }

    private static String asking(int length) {
        return ofLength(length) + "Expect: 100-continue\r\n";
    }

    private static String get(String key, StoreClient client) {
        return "GET /store/" + key + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + client.bearer() + "\r\n\r\n";
    }

    private static String put(String key, StoreClient client, String token, String headers) {
        return "PUT /store/" + key + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + client.bearer()
                + "\r\nX-Sync-Token: " + token + "\r\n" + headers + "\r\n";
    }

    /// One, and not the last.
    private static String chunk(byte[] bytes) {
        return Integer.toHexString(bytes.length) + "\r\n" + new String(bytes, ISO_8859_1) + "\r\n";
    }

    // what is stored

    private static byte[] noise(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String digest(byte[] value) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(value);
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer put(StoreClient client, String key, String token, byte[] value) {
        var answer = client.put(key, token, value);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        return answer;
    }

    private static void share(StoreClient owner, String key, String permission) {
        var grant = "[{\"user\":\"bob\",\"permission\":\"%s\"}]".formatted(permission);
        var answer = owner.ask("PUT", "/permission/" + key, grant);
        assertThat(answer.status()).isEqualTo(204);
    }

    private static JsonNode ask(StoreClient client, String target) {
        return client.ask("GET", target, NO_TOKEN, BodyPublishers.noBody()).json();
    }

    private static InstantSource later(int days) {
        return () -> InstantSource.system().instant().plus(Duration.ofDays(days));
    }

    interface Scene {
        void play(WholeServer.Started server, StoreClient ana, StoreClient bob) throws Exception;
    }

    /// However long a machine that has other work keeps somebody waiting, it is not taken for silence.
    private void withAnaAndBob(Map<String, String> settings, Scene scene) throws Exception {
        var all = new HashMap<>(settings);
        all.put("registration", "open");
        all.put("http.idle", "10m");
        try (var server = target().start(all);
                var http = HttpClient.newHttpClient()) {
            scene.play(
                    server,
                    StoreClient.register(http, server.address(), "ana"),
                    StoreClient.register(http, server.address(), "bob"));
        }
    }
}
