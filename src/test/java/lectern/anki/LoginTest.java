package lectern.anki;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.MailAddress;
import lectern.account.Scope;
import lectern.account.Session;
import lectern.account.SessionKind;
import lectern.account.Verifier;
import lectern.anki.TestServer.Setup;
import lectern.db.TestDatabase;

import static lectern.anki.TestServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/// Who gets in, with what, and how it ends.
class LoginTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    private Path folder;

    private TestServer server;
    private Account ana;
    private HeaderClient client;

    @BeforeEach
    void start() {
        open(Setup.usual());
        ana = server.account("Ana");
    }

    private void open(Setup setup) {
        server = TestServer.open(database.open(), folder, setup);
        client = server.headerClient();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Said meta(String key) {
        return client.ask("/sync/meta", key, "{}");
    }

    @Test
    void aKeyIsAListedSessionThatNeverEnds() {
        var key = client.key("ana", PASSWORD);

        assertThat(key).matches("[0-9A-Za-z_-]{43}");
        assertThat(meta(key).status()).isEqualTo(200);
        assertThat(server.sessions().list(ana.id())).singleElement().satisfies(session -> {
            assertThat(session.kind()).isEqualTo(SessionKind.ANKI);
            assertThat(session.label()).isEqualTo("Anki on linux");
            assertThat(session.client()).isEqualTo(HeaderClient.CLIENT);
            assertThat(session.expiresAt()).isEmpty();
        });
    }

    @Test
    void eachLoginHasAKeyOfItsOwnThatCanBeEndedAlone() {
        var first = client.key("ana", PASSWORD);
        var lost = server.sessions().list(ana.id()).getFirst().handle();
        var second = client.key("ana", PASSWORD);

        server.sessions().end(ana.id(), lost);

        assertThat(second).isNotEqualTo(first);
        assertThat(meta(first).status()).isEqualTo(403);
        assertThat(meta(second).status()).isEqualTo(200);
    }

    @Test
    void theNameMayBeSpeltInAnyWayAndBeAMailAddress() {
        server.accounts().changeMail(ana, Optional.of(new MailAddress("ana@example.org")));

        for (var name : List.of(" ANA ", "ana", "Ana@Example.org")) {
            assertThat(client.logIn(name, PASSWORD).status()).as(name).isEqualTo(200);
        }
    }

    @Test
    void wrongAndUnknownAreOneAnswer() {
        assertThat(client.logIn("ana", "wrong").status()).isEqualTo(403);
        assertThat(client.logIn("nobody", PASSWORD).status()).isEqualTo(403);
        assertThat(client.logIn("ana", " " + PASSWORD).status()).isEqualTo(403);
        assertThat(server.formClient().logIn("ana", "wrong").text()).isEqualTo("403");
    }

    @Test
    void whatIsNoLoginIsMalformed() {
        for (var bad : List.of("{}", "{\"u\":\"ana\"}", "{\"u\":\"ana\",\"p\":7}", "{\"u\":null,\"p\":\"x\"}", "[]")) {
            assertThat(client.ask("/sync/hostKey", "", bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void anUnknownKeyIsRefusedOnEveryRoute() {
        for (var key : List.of("", "wrong", "b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d")) {
            for (var method : SyncMethod.values()) {
                if (method != SyncMethod.HOST_KEY) {
                    assertThat(client.ask("/sync/" + method.wireName(), key, "{}")
                                    .status())
                            .as("%s", method)
                            .isIn(403, key.length() == 40 ? 503 : 403);
                }
            }
            for (var method : MediaMethod.values()) {
                assertThat(server.formClient()
                                .ask("/msync/" + method.wireName(), key, "{}")
                                .status())
                        .as("%s", method)
                        .isIn(403, key.length() == 40 ? 503 : 403);
            }
        }
    }

    @Test
    void aDeviceKeyForAnkiStandsForThePasswordAndItsLoginEndsWithIt() {
        var device = server.keys().add(ana, "phone", new Scope.Anki());
        var key = client.key("ana", device.key());
        assertThat(meta(key).status()).isEqualTo(200);

        server.keys().revoke(ana.id(), device.deviceKey().handle());

        assertThat(meta(key).status()).isEqualTo(403);
        assertThat(client.logIn("ana", device.key()).status()).isEqualTo(403);
    }

    @Test
    void aDeviceKeyForAnotherDoorIsWrongHere() {
        var device = server.keys().add(ana, "reader", new Scope.Reading());

        assertThat(client.logIn("ana", device.key()).status()).isEqualTo(403);
    }

    @Test
    void aSessionOfAnotherKindIsWrongHere() {
        var web = server.sessions()
                .open(
                        new Caller(ana, new Credential.AccountPassword(true)),
                        new Session.Request(SessionKind.WEB, "", "", new Session.Life.Endless()));

        assertThat(meta(web.token()).status()).isEqualTo(403);
    }

    @Test
    void aDisabledAccountIsRefusedAtOnceAndItsKeysWorkAgainWhenItIsBack() {
        var key = client.key("ana", PASSWORD);
        assertThat(meta(key).status()).isEqualTo(200);

        var disabled = server.accounts().changeDisabled(server.again(ana), true);
        assertThat(meta(key).status()).isEqualTo(403);
        assertThat(client.logIn("ana", PASSWORD).status()).isEqualTo(403);

        server.accounts().changeDisabled(disabled, false);
        assertThat(meta(key).status()).isEqualTo(200);
    }

    @Test
    void aChangedPasswordEndsEveryKey() {
        var key = client.key("ana", PASSWORD);

        server.accounts()
                .changePassword(server.again(ana), server.hashing().hashPassword("other"), true, Optional.empty());

        assertThat(meta(key).status()).isEqualTo(403);
    }

    @Test
    void tooManyFailuresAreNeverAnsweredAsAWrongPassword() {
        var statuses = IntStream.range(0, 12)
                .mapToObj(_ -> client.logIn("ana", "wrong").status())
                .toList();

        assertThat(statuses.subList(0, 10)).containsOnly(403);
        assertThat(statuses.subList(10, 12)).containsOnly(503);
        assertThat(client.logIn("ana", PASSWORD).status())
                .as("nothing is checked")
                .isEqualTo(503);
    }

    @Test
    void aServerThatCannotCheckPasswordsNowSaysSo() {
        server.hashing().close();

        assertThat(client.logIn("ana", "wrong").status()).isEqualTo(503);
        assertThat(client.logIn("nobody", "wrong").status()).isEqualTo(503);
    }

    // keys of the official server

    @Test
    void theOfficialKeyIsTheDocumentedOne() {
        assertThat(OfficialKey.of("user", "pass")).isEqualTo("b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d");
    }

    @Test
    void aLoginReturnsTheOfficialKeyWhereThatIsSwitchedOn() {
        server.close();
        open(Setup.usual().withOfficialKeys());
        server.account("user", server.hashing().hashPassword("pass"));

        assertThat(client.key("user", "pass")).isEqualTo("b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d");
        assertThat(client.key("USER ", "pass")).isEqualTo("b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d");
        assertThat(meta("b2619aa1529dfdc4248e6edbf3c1b2a2b014cf6d").status()).isEqualTo(200);
    }

    @Test
    void theOfficialKeyEndsWithItsPassword() {
        server.close();
        open(Setup.usual().withOfficialKeys());
        var key = client.key("ana", PASSWORD);
        assertThat(key).isEqualTo(OfficialKey.of("Ana", PASSWORD));

        server.accounts()
                .changePassword(server.again(ana), server.hashing().hashPassword("other"), true, Optional.empty());

        assertThat(meta(key).status()).isEqualTo(403);
        assertThat(client.key("ana", "other")).isNotEqualTo(key);
    }

    @Test
    void aDeviceKeyNeverHasAnOfficialKey() {
        server.close();
        open(Setup.usual().withOfficialKeys());
        var device = server.keys().add(ana, "phone", new Scope.Anki());

        assertThat(client.key("ana", device.key())).matches("[0-9A-Za-z_-]{43}");
    }

    @Test
    void ofTwoAccountsOnlyTheFirstHasAnOfficialKey() {
        server.close();
        open(Setup.usual().withOfficialKeys());
        var key = client.key("ana", PASSWORD);
        server.accounts().rename(server.again(ana), new AccountName("bea"));
        var second = server.account("Ana");

        assertThat(client.key("ana", PASSWORD)).isNotEqualTo(key).matches("[0-9A-Za-z_-]{43}");
        assertThat(meta(key).status()).isEqualTo(200);
        assertThat(server.sessions().find(key).orElseThrow().account().id()).isEqualTo(ana.id());
        assertThat(second.id()).isNotEqualTo(ana.id());
    }

    @Test
    void anImportedHashIsAskedForItsPassword() {
        server.account(
                "user",
                new Verifier.OverClear(
                        "$pbkdf2-sha256$i=1000,l=32$c2FsdCBvZiBhIHRlc3QhIQ$okrkanC50bj5fJrs9A/l9TkExCxmcOhSIL7dHIaSnsw"));

        assertThat(client.logIn("user", "pässwörd").status()).isEqualTo(200);
        assertThat(client.logIn("user", "wrong").status()).isEqualTo(403);
    }
}
