package lectern.kosync;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import lectern.account.ActivityLog.Entry;
import lectern.account.Door;
import lectern.account.Event.Outcome;
import lectern.account.Presented;
import lectern.account.RegistrationMode;
import lectern.account.Role;
import lectern.account.Scope;
import lectern.account.SignInResult;
import lectern.account.Visitor;
import lectern.kosync.TestServer.Setup;
import lectern.wire.Header;
import lectern.wire.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/// What a case file cannot show: many requests, bytes that are no text, and what happens to an account meanwhile.
/// Numbers are those of the protocol's test checklist.
interface KosyncHttpContract {
    String KEY = "a029d0df84eb5549c641e04a9ef389e5"; // the MD5 of "mypass"
    String OTHER_KEY = "1c56000eef209217ec0b50354558ab1a";
    String UNAUTHORIZED = "{\"code\":2001,\"message\":\"Unauthorized\"}";

    TestServer start(Setup setup);

    /// What `start` started last.
    TestServer server();

    @AfterEach
    default void stop() {
        server().close();
    }

    /// 12.
    @Test
    default void ofTwoPasswordChangesWithTheSameOldKeyExactlyOneWins() throws Exception {
        start(Setup.usual()).register("ana", KEY);
        var change = "{\"password\":\"%s\"}";

        var replies = atOnce(
                () -> server().ask("PUT", "/users/password", "ana", KEY, change.formatted("first")),
                () -> server().ask("PUT", "/users/password", "ana", KEY, change.formatted("second")));

        assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 401);
        var winner = replies.getFirst().status() == 200 ? "first" : "second";
        assertThat(server().authorize("ana", winner).status()).isEqualTo(200);
    }

    /// 22.
    @Test
    default void anAccountSeesNothingOfAnother() {
        start(Setup.usual()).register("ana", KEY);
        server().register("ben", OTHER_KEY);
        server().push("ana", KEY, "dune", "17");

        assertThat(server().pull("ben", OTHER_KEY, "dune").body()).isEqualTo("{}");
        assertThat(server().ask("GET", "/syncs/history/dune", "ben", OTHER_KEY, "")
                        .body())
                .isEqualTo("{\"document\":\"dune\",\"history\":[]}");
        assertThat(server().ask("DELETE", "/syncs/progress/dune", "ben", OTHER_KEY, "")
                        .status())
                .isEqualTo(404);
        assertThat(server().pull("ana", KEY, "dune").body()).contains("\"progress\":\"17\"");
    }

    /// 40.
    @Test
    default void theTimestampIsTheServersClockInWholeSeconds() {
        start(Setup.usual()).register("ana", KEY);

        var stored = server().push("ana", KEY, "dune", "17").body();

        var timestamp = Long.parseLong(stored.replaceAll(".*\"timestamp\":(\\d+)}", "$1"));
        assertThat(Instant.ofEpochSecond(timestamp)).isBetween(Instant.now().minusSeconds(2), Instant.now());
    }

    /// 45.
    @Test
    default void aNameInLatin1BytesIsTheSameAsInUtf8() {
        start(Setup.usual()).register("Zoë", KEY);
        var headers = TestServer.headers("Zoë", KEY);

        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            assertThat(server().wire()
                            .ask("GET", "/users/auth", headers, new byte[0], charset)
                            .status())
                    .as(charset.name())
                    .isEqualTo(200);
        }
    }

    /// 51.
    @Test
    default void aReaderThatWasOfflineSendsItsWholeQueueAtOnce() {
        start(Setup.usual()).register("ana", KEY);

        assertThat(IntStream.range(0, 200))
                .allSatisfy(entry -> assertThat(
                                server().push("ana", KEY, "book" + entry, "17").status())
                        .isEqualTo(200));
        assertThat(server().pull("ana", KEY, "book199").body()).contains("\"progress\":\"17\"");
    }

    /// 52.
    @Test
    default void whileWrongKeysAreLockedOutTheRightOneStillPushes() {
        start(Setup.usual()).register("ana", KEY);
        server().push("ana", KEY, "dune", "17");

        var wrong = IntStream.range(0, 15)
                .mapToObj(_ -> server().push("ana", OTHER_KEY, "dune", "18"))
                .toList();

        assertThat(wrong)
                .extracting(Reply::status)
                .containsOnly(401, 429)
                .last()
                .isEqualTo(429);
        assertThat(wrong.getLast().header("Retry-After")).isPresent();
        assertThat(server().push("ana", KEY, "dune", "19").status()).isEqualTo(200);
    }

    /// 55.
    @Test
    default void aKeyThatWasGoodAMomentAgoStoresNothingForADeletedAccount() {
        start(Setup.usual()).register("ana", KEY);
        server().push("ana", KEY, "dune", "17");
        server().accounts().delete(server().accounts().find("ana").orElseThrow());

        assertThat(server().push("ana", KEY, "dune", "18").body()).isEqualTo(UNAUTHORIZED);
        assertThat(server().pull("ana", KEY, "dune").body()).isEqualTo(UNAUTHORIZED);
        server().register("ana", KEY);
        assertThat(server().pull("ana", KEY, "dune").body()).isEqualTo("{}");
    }

    @Test
    default void aDisabledAccountIsRefusedAtOnceAndWelcomeAgainAtOnce() {
        start(Setup.usual()).register("ana", KEY);
        server().push("ana", KEY, "dune", "17");

        var disabled = server().accounts()
                .changeDisabled(server().accounts().find("ana").orElseThrow(), true);
        assertThat(server().authorize("ana", KEY).body()).isEqualTo(UNAUTHORIZED);
        assertThat(server().pull("ana", KEY, "dune").body()).isEqualTo(UNAUTHORIZED);

        server().accounts().changeDisabled(disabled, false);
        assertThat(server().pull("ana", KEY, "dune").body()).contains("\"progress\":\"17\"");
    }

    @Test
    default void aChangeThatDoesNotTouchTheKeyIsNotNoticedByTheReader() {
        start(Setup.usual()).register("ana", KEY);
        server().push("ana", KEY, "dune", "17");

        server().accounts().changeRole(server().accounts().find("ana").orElseThrow(), Role.ADMIN);

        assertThat(server().push("ana", KEY, "dune", "18").status()).isEqualTo(200);
    }

    /// 65. Compared whole, and not by the clock: the unknown name costs one hash, as the wrong key does.
    @Test
    default void anUnknownNameIsAnsweredAsAWrongKeyIs() {
        start(Setup.usual()).register("ana", KEY);

        var wrongKey = server().authorize("ana", OTHER_KEY);
        var unknownName = server().authorize("nobody", OTHER_KEY);

        assertThat(unknownName.status()).isEqualTo(wrongKey.status()).isEqualTo(401);
        assertThat(unknownName.body()).isEqualTo(wrongKey.body());
        assertThat(withoutItsOwn(unknownName)).isEqualTo(withoutItsOwn(wrongKey));
    }

    @Test
    default void anAccountWithAPasswordOfItsOwnIsNotTakenOverByAKeyThatWasOverheard() {
        start(Setup.usual()).register("ana", KEY);
        claim("ana");
        assertThat(server().authorize("ana", KEY).status()).isEqualTo(200);

        var change = server().ask("PUT", "/users/password", "ana", KEY, "{\"password\":\"%s\"}".formatted(OTHER_KEY));
        var deletion = server().ask("DELETE", "/users/me", "ana", KEY, "");
        var plain = server().wire()
                .ask("DELETE", "/users/me", TestServer.headers("ana", KEY).subList(1, 3), "");

        assertThat(change.status()).isEqualTo(403);
        assertThat(change.body()).isEqualTo("{\"code\":2003,\"message\":\"Invalid request\"}");
        assertThat(deletion.status()).isEqualTo(403);
        assertThat(plain.body())
                .isEqualTo(
                        "{\"detail\":\"Change this on the web page\",\"message\":\"Invalid request\",\"code\":2003}");
        assertThat(server().authorize("ana", KEY).status()).isEqualTo(200);
    }

    @Test
    default void aDeviceKeySyncsInPlaceOfThePasswordAndChangesNothingElse() {
        start(Setup.usual()).register("ana", KEY);
        var ana = server().accounts().find("ana").orElseThrow();
        var key = md5(server().keys().add(ana, "Kindle", new Scope.Reading()).key());

        assertThat(server().push("ana", key, "dune", "17").status()).isEqualTo(200);
        assertThat(server().pull("ana", KEY, "dune").body()).contains("\"progress\":\"17\"");
        for (var request : List.of("PUT /users/password", "DELETE /users/me", "PUT /users/preferences")) {
            var parts = request.split(" ", 2);
            assertThat(server().ask(parts[0], parts[1], "ana", key, "{\"password\":\"x\",\"card\":true}")
                            .status())
                    .as(request)
                    .isEqualTo(403);
        }
        assertThat(server().authorize("ana", KEY).status()).isEqualTo(200);
    }

    @Test
    default void aRevokedDeviceKeyIsRefusedAtOnce() {
        start(Setup.usual()).register("ana", KEY);
        var ana = server().accounts().find("ana").orElseThrow();
        var created = server().keys().add(ana, "Kindle", new Scope.Reading());
        var key = md5(created.key());
        server().push("ana", key, "dune", "17");

        server().keys().revoke(ana.id(), created.deviceKey().handle());

        assertThat(server().push("ana", key, "dune", "18").body()).isEqualTo(UNAUTHORIZED);
        assertThat(server().pull("ana", KEY, "dune").body()).contains("\"progress\":\"17\"");
    }

    @Test
    default void anInvitationOpensTheDoorOnce() {
        start(Setup.usual().with(RegistrationMode.INVITE));
        var code = server().invites()
                .add("for Ana", Role.MEMBER, 1, Optional.empty())
                .code();
        var wish = "{\"username\":\"%s\",\"password\":\"%s\",\"invite\":\"%s\"}";

        assertThat(server().register("ana", KEY).status()).isEqualTo(402);
        assertThat(created(wish.formatted("ana", KEY, code)).body()).isEqualTo("{\"username\":\"ana\"}");
        assertThat(created(wish.formatted("ben", KEY, code)).body())
                .isEqualTo("{\"code\":2005,\"message\":\"User registration is disabled.\"}");
    }

    @Test
    default void theActivityTellsInWordsWhoDidWhatAndWhyItWasRefused() {
        start(Setup.usual()).register("ana", KEY);
        server().push("ana", KEY, "dune", "17");
        server().pull("ana", KEY, "dune");
        server().authorize("ana", OTHER_KEY);
        server().authorize("nobody", OTHER_KEY);
        server().ask("PUT", "/syncs/progress", "ana", KEY, "{\"document\":\"dune\"}");

        var ana = server().accounts().find("ana").orElseThrow().id();
        assertThat(server().happened())
                .extracting(Entry::event)
                .extracting(
                        event -> event.account().map(ana::equals).orElse(false),
                        event -> event.device(),
                        event -> event.what(),
                        event -> event.outcome(),
                        event -> event.detail())
                .contains(
                        tuple(false, "", "register", Outcome.DONE, ""),
                        tuple(true, "kobo", "push a position", Outcome.DONE, ""),
                        tuple(true, "", "pull a position", Outcome.DONE, ""),
                        tuple(true, "", "sign in", Outcome.REFUSED, "wrong password or key"),
                        tuple(false, "", "sign in", Outcome.REFUSED, "no account has this name"),
                        tuple(true, "", "push a position", Outcome.REFUSED, "not valid: progress"));
    }

    /// The owner signs in at another door, with the password itself.
    private void claim(String name) {
        var proof = new Presented.ClearPassword(name, "mypass");
        assertThat(server().signIn().signIn(proof, Door.WEB, new Visitor("192.0.2.1", "a browser")))
                .isInstanceOf(SignInResult.SignedIn.class);
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private Reply created(String body) {
        return server().wire().ask("POST", "/users/create", List.of(new Header("Accept", TestServer.VENDOR)), body);
    }

    private static List<Header> withoutItsOwn(Reply reply) {
        return reply.headers().stream()
                .filter(header -> !header.name().equalsIgnoreCase("Date"))
                .filter(header -> !header.name().equalsIgnoreCase("X-Request-Id"))
                .toList();
    }

    private static List<Reply> atOnce(Callable<Reply> first, Callable<Reply> second) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Reply>();
            for (var reply : threads.invokeAll(List.of(first, second))) {
                replies.add(reply.get());
            }
            return replies;
        }
    }
}
