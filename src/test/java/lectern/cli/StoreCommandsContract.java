package lectern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import lectern.cli.FakeConsole.Said;

import static org.assertj.core.api.Assertions.assertThat;

/// `lectern store ...` says and does the same wherever the stores are. There are the accounts ana and bob.
interface StoreCommandsContract {
    FakeConsole console();

    /// The working folder.
    Path home();

    /// The words that say where the stores of an account are.
    Stream<String> place(String user);

    @Test
    default void whatWasPutIsListedAndComesBack() {
        assertThat(run("ana", "list").out()).isEqualTo("There is no store.\n");
        console().input("for today");

        var put = run("ana", "put", "notes/today", "--type", "text/plain", "--meta", "nonce=17");
        assertThat(put.out()).matches("notes/today is created, at version [\\w-]{32}\\.\n");

        assertThat(run("ana", "get", "notes/today").out()).isEqualTo("for today");
        var facts = json("ana", "get", "notes/today");
        assertThat(facts.get("contentType").stringValue()).isEqualTo("text/plain");
        assertThat(facts.get("meta").stringValue()).isEqualTo("nonce=17");
        assertThat(facts.get("size").intValue()).isEqualTo(9);
        var line = json("ana", "list", "--prefix", "notes/").get(0);
        assertThat(line.get("key").stringValue()).isEqualTo("notes/today");
        assertThat(line.get("token")).isEqualTo(facts.get("token"));
        assertThat(line.get("permission").stringValue()).isEqualTo("own");
        assertThat(line.get("owner").isNull()).isTrue();
        assertThat(run("ana", "get", line.get("address").stringValue()).out()).isEqualTo("for today");
        assertThat(json("ana", "list", "--prefix", "letters/")).isEmpty();
    }

    @Test
    default void aStoreIsReplacedOnlyByWhoNamesItsVersion() {
        var first = put("ana", "list", "one");

        console().input("two");
        changed(
                "ana",
                "list exists, at version %s. If that is the one you mean, say --token %s; for whatever is there, --force."
                        .formatted(first, first),
                "put",
                "list");
        var second = token("ana", "put", "list", "--token", first);
        console().input("three");
        changed(
                "ana",
                "list has changed and is at version %s now. Read it, bring both together, and say --token %s; or --force to lose what it holds."
                        .formatted(second, second),
                "put",
                "list",
                "--token",
                first);
        changed(
                "ana",
                "list exists already, at version %s; nothing was written.".formatted(second),
                "put",
                "list",
                "--if-absent");
        assertThat(run("ana", "get", "list").out()).isEqualTo("two");
        run("ana", "put", "list", "--force");
        assertThat(run("ana", "get", "list").out()).isEqualTo("three");
        changed(
                "ana",
                "There is no store other, so it has no version to name. To create it, leave out --token.",
                "put",
                "other",
                "--token",
                second);
        run("ana", "put", "other", "--force");
        run("ana", "put", "another", "--if-absent");
        assertThat(json("ana", "list")).hasSize(3);
    }

    @Test
    default void anAnswerThatWasLostIsNoConflict() {
        var first = put("ana", "list", "one");
        console().input("two");
        var second = token("ana", "put", "list", "--token", first);

        assertThat(run("ana", "put", "list", "--token", first).out())
                .isEqualTo("list is as it was already, at version %s.\n".formatted(second));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32 * 1024, 32 * 1024 + 1, 3_000_000})
    default void bytesOfAFileComeBackAsTheyWere(int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(home().resolve("from"), bytes);

        run("ana", "put", "bytes", "from");
        run("ana", "get", "bytes", "to");

        assertThat(home().resolve("to")).hasBinaryContent(bytes);
        assertThat(json("ana", "list").get(0).get("size").intValue()).isEqualTo(size);
    }

    @Test
    default void whatIsReadFromStandardInputMayBeLong() throws IOException {
        var text = "0123456789".repeat(50_000);
        put("ana", "long", text);

        run("ana", "get", "long", "to");

        assertThat(home().resolve("to")).hasContent(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b/", "../x", "..", "a b+c&d=e?f#g;h", "100%", "é~\uD83D\uDE00"})
    default void aKeyIsTakenAsItStands(String key) {
        put("ana", key, "something");

        assertThat(run("ana", "get", key).out()).isEqualTo("something");
        assertThat(json("ana", "list").get(0).get("key").stringValue()).isEqualTo(key);
        run("ana", "delete", key, "--force");
        assertThat(json("ana", "list")).isEmpty();
    }

    @Test
    default void whatIsNotThereIsSaidToBeMissing() throws IOException {
        Files.writeString(home().resolve("kept"), "kept");
        refused("ana", "There is no store list; `lectern store list` shows all.", "get", "list");
        refused("ana", "There is no store list; `lectern store list` shows all.", "get", "list", "kept");
        refused("ana", "There is no store list; `lectern store list` shows all.", "delete", "list", "--force");
        refused("ana", "There is no store list; `lectern store list` shows all.", "versions", "list");
        refused("ana", home().resolve("nothing") + " can't be read.", "put", "list", "nothing");
        assertThat(home().resolve("kept")).hasContent("kept");
        put("ana", "list", "one");
        refused(
                "ana",
                "list has no such version; `lectern store versions` shows all.",
                "get",
                "list",
                "--version",
                "nothing");
        assertThat(say("ana", "get", "").exitCode()).isNotEqualTo(Exit.DONE);
    }

    @Test
    default void anOldVersionAndADeletedStoreComeBack() {
        var first = put("ana", "list", "one");
        console().input("two");
        var second = token("ana", "put", "list", "--token", first);

        assertThat(json("ana", "versions", "list"))
                .extracting(version -> version.get("token").stringValue())
                .containsExactly(second, first);
        assertThat(run("ana", "get", "list", "--version", first).out()).isEqualTo("one");
        var third = token("ana", "restore", "list", first, "--token", second);
        assertThat(run("ana", "get", "list").out()).isEqualTo("one");

        changed(
                "ana",
                "list exists, at version %s. If that is the one you mean, say --token %s; for whatever is there, --force."
                        .formatted(third, third),
                "delete",
                "list");
        assertThat(run("ana", "delete", "list", "--token", third).out()).isEqualTo("list is deleted.\n");
        refused("ana", "list was deleted; `lectern store versions` shows what can be restored.", "get", "list");
        changed(
                "ana",
                "list was deleted meanwhile. To create it anew, leave out --token.",
                "put",
                "list",
                "--token",
                second);
        run("ana", "restore", "list", second);
        assertThat(run("ana", "get", "list").out()).isEqualTo("two");
    }

    @Test
    default void aStoreIsSharedAndTakenAway() {
        put("ana", "list", "one");
        assertThat(run("ana", "share", "list").out()).containsPattern("ana +own");
        assertThat(run("ana", "share", "list", "read", "bob").out()).containsPattern("ana +own\nbob +read");

        assertThat(run("bob", "get", "list").out()).isEqualTo("one");
        assertThat(json("bob", "list").get(0).get("owner").stringValue()).isEqualTo("ana");
        refused("bob", "list is shared for reading only; its owner can change that.", "put", "list", "--force");
        run("ana", "share", "list", "write", "bob");
        run("bob", "put", "list", "--force");
        refused("bob", "Only an owner of list can do that.", "versions", "list");
        refused("ana", "There is no account called carol.", "share", "list", "write", "carol");
        refused("ana", "Somebody has to own list; make somebody else an owner first.", "unshare", "list", "ana");

        assertThat(run("ana", "unshare", "list", "bob").out()).isEqualTo("bob may no longer use list.\n");
        refused("bob", "There is no store list; `lectern store list` shows all.", "get", "list");
    }

    @Test
    default void theQuotaSaysWhatIsThere() {
        assertThat(run("ana", "quota").out()).isEqualTo("""
                Used    0 B
                Of      -
                Stores  0
                Of      -
                """);
        put("ana", "list", "one");
        var quota = json("ana", "quota");
        assertThat(quota.get("used").intValue()).isEqualTo("list".length() + "one".length());
        assertThat(quota.get("stores").intValue()).isOne();
        assertThat(quota.get("limit").isNull()).isTrue();
    }

    @Test
    default void wordsThatDoNotFitTogetherAreRefused() {
        misused("put", "list", "--token", "t", "--force");
        misused("put", "list", "--if-absent", "--force");
        misused("share", "list", "read");
        misused("share", "list", "everything", "bob");
        misused("unshare", "list");
        misused("get");
    }

    private void misused(String... words) {
        assertThat(say("ana", words).exitCode()).isEqualTo(Exit.USAGE);
    }

    private String put(String user, String key, String text) {
        console().input(text);
        return token(user, "put", key);
    }

    private String token(String user, String... words) {
        return json(user, words).get("token").stringValue();
    }

    private void refused(String user, String sentence, String... words) {
        var said = say(user, words);
        assertThat(said.err()).isEqualTo(sentence + "\n");
        assertThat(said.exitCode()).isEqualTo(Exit.FAILED);
        assertThat(said.out()).isEmpty();
    }

    private void changed(String user, String sentence, String... words) {
        var said = say(user, words);
        assertThat(said.err()).isEqualTo(sentence + "\n");
        assertThat(said.exitCode()).isEqualTo(Exit.CHANGED);
    }

    private Said run(String user, String... words) {
        return say(user, words).succeeded();
    }

    private JsonNode json(String user, String... words) {
        return say(user, Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new))
                .json();
    }

    private Said say(String user, String... words) {
        var all = Stream.of(Stream.of("store"), Stream.of(words), place(user)).flatMap(part -> part);
        return console().run(all.toArray(String[]::new));
    }
}
