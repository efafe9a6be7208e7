package lectern.cli;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import lectern.cli.FakeConsole.Said;

import static org.assertj.core.api.Assertions.assertThat;

class AccountCommandsTest {
    @TempDir
    Path home;

    private FakeConsole console;

    @BeforeEach
    void sitDown() {
        console = new FakeConsole(home).input("a good password\n");
    }

    @Test
    void anAccountIsMadeListedAndShown() {
        assertThat(run("user add Ana --admin --mail ana@example.org").out()).isEqualTo("Made the account Ana.\n");
        assertThat(run("user list").out())
                .containsPattern("Name +Mail +Role +Disabled +Keys only +Made +Id")
                .containsPattern("Ana +ana@example.org +admin +no +no +2026-11-20 12:00:00 +[0-9a-f-]{36}");
        assertThat(run("user show ana@example.org").out())
                .containsPattern("Name +Ana")
                .containsPattern("Device keys +0");
        var shown = json("user show ana");
        assertThat(shown.get("role").stringValue()).isEqualTo("admin");
        assertThat(shown.get("claimed").booleanValue()).isTrue();
        assertThat(shown.get("createdAt").stringValue()).isEqualTo("2026-11-20T12:00:00Z");
    }

    @Test
    void anEmptyServerHasNobody() {
        assertThat(run("user list").out()).isEqualTo("There is no account yet; make one: lectern user add NAME\n");
        assertThat(json("user list")).isEmpty();
    }

    @Test
    void aMadeUpPasswordIsShownOnce() {
        console.input("");
        assertThat(run("user add ana").out())
                .matches("Made the account ana. Its password, shown only now: [2-9a-z]{16}\n");
        assertThat(json("user add bob").get("password").stringValue()).hasSize(16);
        assertThat(run("user show bob --json").out()).doesNotContain("password");
    }

    @Test
    void aChosenPasswordIsNeverRepeated() {
        assertThat(run("user add ana").out()).doesNotContain("a good password");
        assertThat(run("user add bob --json").out()).doesNotContain("a good password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "ANA", " ana ", "ana@example.org"})
    void aNameIsTakenOnceInAnyCase(String name) {
        run("user add ana --mail ana@example.org");
        var said = console.run("user", "add", name);
        assertThat(said.exitCode()).isEqualTo(Exit.FAILED);
        assertThat(said.err()).isEqualTo("There is already an account with that name or mail address.\n");
    }

    @Test
    void namesPasswordsAndAddressesFollowTheRules() {
        refused("user add a:b", "A name has no colon, comma or slash.");
        refused("user add ana --mail nowhere", "A mail address looks like ana@example.org.");
        console.input("short\n");
        assertThat(console.run("user", "add", "ana").exitCode()).isEqualTo(Exit.FAILED);
        assertThat(json("user list")).isEmpty();
    }

    @Test
    void onATerminalThePasswordIsTypedTwice() {
        console.answering("a good password", "a god password");
        refused("user add ana", "The two passwords differ; nothing was changed.");
        assertThat(json("user list")).isEmpty();
        console.answering("a good password", "a good password");
        assertThat(run("user add ana").out()).isEqualTo("Made the account ana.\n");
    }

    @Test
    void anAccountChangesInEveryWay() {
        run("user add ana");
        assertThat(run("user rename ana Anna").out()).isEqualTo("It is called Anna now.\n");
        assertThat(run("user mail anna anna@example.org").out())
                .isEqualTo("The mail address of Anna is anna@example.org now.\n");
        assertThat(run("user mail anna").out()).isEqualTo("Anna has no mail address now.\n");
        assertThat(run("user role anna admin").out()).isEqualTo("Anna is an admin now.\n");
        assertThat(run("user role anna MEMBER").out()).isEqualTo("Anna is a member now.\n");
        assertThat(run("user keys-only anna on").out()).isEqualTo("Apps of Anna need a device key now.\n");
        assertThat(json("user keys-only anna off").get("keysOnly").booleanValue())
                .isFalse();
        assertThat(run("user disable anna").out()).isEqualTo("Anna is disabled now: every door is closed to it.\n");
        assertThat(json("user show anna").get("disabled").booleanValue()).isTrue();
        assertThat(run("user enable anna").out()).isEqualTo("Anna is enabled now.\n");
        assertThat(json("user show anna").get("disabled").booleanValue()).isFalse();
    }

    @Test
    void aLostPasswordIsReplacedAndDeviceKeysEnd() {
        run("user add ana");
        run("key add ana Kindle");
        assertThat(run("user password ana").out())
                .isEqualTo("ana has a new password; sessions and device keys have ended.\n");
        assertThat(json("key list ana")).isEmpty();
        console.input("");
        assertThat(json("user password ana").get("password").stringValue()).hasSize(16);
    }

    @Test
    void aDeletedAccountIsGoneWithItsKeysAndItsNameIsFree() {
        run("user add ana");
        run("key add ana Kindle");
        var before = json("user show ana").get("id");
        assertThat(run("user delete ana").out()).isEqualTo("Deleted the account ana.\n");
        refused("user show ana", "There is no account called ana; `lectern user list` shows all.");
        run("user add ana");
        assertThat(json("user show ana").get("id")).isNotEqualTo(before);
    }

    @Test
    void everyRestoredBackupBeginsAnotherFeedEpoch() {
        assertThat(run("restored").out()).isEqualTo("Apps that follow changes begin anew.\n");
        assertThat(json("restored").get("feedEpoch").stringValue())
                .isNotEqualTo(json("restored").get("feedEpoch").stringValue());
    }

    @Test
    void onATerminalDeletingIsConfirmed() {
        run("user add ana");
        console.answering("no", "yes");
        refused("user delete ana", "Nothing was changed.");
        assertThat(run("user delete ana").out()).isEqualTo("Deleted the account ana.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user show bob",
                "user rename bob rob",
                "user password bob",
                "user disable bob",
                "user enable bob",
                "user delete bob",
                "key list bob",
                "key add bob Kindle",
                "session list bob",
                "activity bob",
                "progress list bob",
            })
    void whoIsNotThereIsNamed(String words) {
        refused(words, "There is no account called bob; `lectern user list` shows all.");
    }

    @Test
    void aDeviceKeyIsShownOnceListedAndRevoked() {
        run("user add ana");
        var made = json("key add ana Kindle");
        assertThat(made.get("key").stringValue()).matches("[2-9a-z]{16}");
        assertThat(made.get("scope").stringValue()).isEqualTo("reading");
        assertThat(run("key add ana Notes --scope store:notes:rw").out())
                .startsWith("Type this instead of the password, on this device only; it is shown only now: ");
        assertThat(run("key list ana").out())
                .containsPattern("Kindle +reading")
                .containsPattern("Notes +store:notes:rw")
                .doesNotContain(made.get("key").stringValue());
        var handle = made.get("handle").stringValue();
        assertThat(run("key revoke ana " + handle).out()).isEqualTo("The device key has ended.\n");
        assertThat(json("key list ana")).hasSize(1);
        refused(
                "key revoke ana " + handle,
                "ana has no device key %s; `lectern key list ana` shows all.".formatted(handle));
        refused("key revoke ana ?!", "?! is no handle; the list shows them.");
        refused(
                "key add ana X --scope everything",
                "everything is no scope; write for example reading, store or store:notes:rw.");
    }

    @Test
    void sessionsEndOneByOneOrAllAtOnce() {
        run("user add ana");
        assertThat(run("session list ana").out()).isEqualTo("Nobody is signed in.\n");
        refused("session end ana abc", "ana has no session abc; `lectern session list ana` shows all.");
        assertThat(run("session end ana --all").out()).isEqualTo("All sessions of ana have ended.\n");
        assertThat(console.run("session", "end", "ana").exitCode()).isEqualTo(Exit.USAGE);
        assertThat(console.run("session", "end", "ana", "abc", "--all").exitCode())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void anInvitationIsShownOnceListedAndRevoked() {
        var made = json("invite add --note Bob --uses 3 --expires 7d --admin");
        assertThat(made.get("code").stringValue()).isNotEmpty();
        assertThat(made.get("expiresAt").stringValue()).isEqualTo("2026-11-27T12:00:00Z");
        assertThat(run("invite list").out())
                .containsPattern("Bob +admin +3 +2026-11-20 12:00:00 +2026-11-27 12:00:00")
                .doesNotContain(made.get("code").stringValue());
        var handle = made.get("handle").stringValue();
        assertThat(run("invite revoke " + handle).out()).isEqualTo("The invitation has ended.\n");
        assertThat(run("invite list").out()).isEqualTo("There is no open invitation.\n");
        refused(
                "invite revoke " + handle,
                "There is no open invitation %s; `lectern invite list` shows all.".formatted(handle));
        refused("invite add --uses 0", "An invitation makes at least one account.");
    }

    @Test
    void whatAnOperatorDoesStandsInTheActivity() {
        run("user add ana");
        run("key add ana Kindle");
        run("user disable ana");
        assertThat(run("activity").out())
                .containsPattern("ana +operator +account disabled +1 +done")
                .containsPattern("ana +operator +device key made +1 +done +Kindle")
                .containsPattern("ana +operator +account made +1 +done");
        assertThat(json("activity ana --limit 1")).hasSize(1);
        assertThat(json("activity --door kosync")).isEmpty();
        assertThat(json("activity --outcome refused")).isEmpty();
        assertThat(json("activity --since 1h")).hasSize(3);
    }

    private Said run(String words) {
        return console.run(words.split(" ")).succeeded();
    }

    private JsonNode json(String words) {
        return run(words + " --json").json();
    }

    private void refused(String words, String sentence) {
        var said = console.run(words.split(" "));
        assertThat(said.err()).isEqualTo(sentence + "\n");
        assertThat(List.of(said.exitCode(), said.out())).isEqualTo(List.of(Exit.FAILED, ""));
    }
}
