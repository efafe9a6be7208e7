package lectern.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import lectern.cli.FakeConsole.Said;
import lectern.config.Config;
import lectern.config.Settings;
import lectern.kosync.book.Device;
import lectern.kosync.book.DocumentId;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.Place;
import lectern.kosync.book.Push;
import lectern.server.Stores;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressCommandsTest {
    private static final String DUNE = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path home;

    private FakeConsole console;

    @BeforeEach
    void sitDown() {
        console = new FakeConsole(home).input("a good password\n");
        run("user add ana");
    }

    @Test
    void booksAreListedWithWhereTheyStand() {
        assertThat(run("progress list ana").out()).isEqualTo("There is no position yet.\n");
        push(DUNE, "/body/DocFragment[20]", 0.321);
        assertThat(run("progress list ana").out()).containsPattern(DUNE + " +Dune +Frank Herbert +32.1 % +Kobo");
        var book = json("progress list ana").get(0);
        assertThat(book.get("document").stringValue()).isEqualTo(DUNE);
        assertThat(book.get("percentage").doubleValue()).isEqualTo(0.321);
        assertThat(book.get("policy").isNull()).isTrue();
    }

    @Test
    void anOldPositionIsBroughtBack() {
        push(DUNE, "first", 0.5);
        push(DUNE, "second", 0.1);
        var history = json("progress history ana " + DUNE);
        assertThat(history)
                .extracting(entry -> entry.get("progress").stringValue())
                .containsExactly("first", "second");
        assertThat(run("progress history ana " + DUNE).out()).containsPattern("50.0 % +first +Kobo +yes");

        var id = history.get(0).get("id").stringValue();
        assertThat(run("progress restore ana " + DUNE + " " + id).out()).isEqualTo("The book is at 50.0 % again.\n");
        assertThat(json("progress list ana").get(0).get("percentage").doubleValue())
                .isEqualTo(0.5);
        refused(
                "progress restore ana " + DUNE + " 7-7",
                "The history of that document has no position 7-7; `lectern progress history` shows all.");
        refused(
                "progress restore ana " + DUNE + " first",
                "The history of that document has no position first; `lectern progress history` shows all.");
    }

    @Test
    void aBookIsForgottenWithItsHistory() {
        push(DUNE, "first", 0.5);
        assertThat(run("progress forget ana " + DUNE).out()).isEqualTo("The book is forgotten.\n");
        assertThat(json("progress list ana")).isEmpty();
        assertThat(json("progress history ana " + DUNE)).isEmpty();
        refused("progress forget ana " + DUNE, "ana has no position of that document.");
        refused("progress forget ana a/b", "a/b is no document; `lectern progress list` shows them.");
    }

    @Test
    void aPolicyHoldsForTheAccountOrForOneBook() {
        push(DUNE, "first", 0.5);
        assertThat(run("progress policy ana").out()).isEqualTo("Policy  newest\n");
        assertThat(run("progress policy ana furthest").out()).isEqualTo("Policy  furthest\n");
        var book = json("progress policy ana --book " + DUNE);
        assertThat(book.get("policy").stringValue()).isEqualTo("furthest");
        assertThat(book.get("own").booleanValue()).isFalse();

        run("progress policy ana newest --book " + DUNE);
        assertThat(json("progress policy ana --book " + DUNE).get("own").booleanValue())
                .isTrue();
        run("progress policy ana default --book " + DUNE);
        assertThat(json("progress policy ana --book " + DUNE).get("policy").stringValue())
                .isEqualTo("furthest");
        refused("progress policy ana --book unknown", "ana has no position of the document unknown.");
        assertThat(console.run("progress", "policy", "ana", "default").exitCode())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void preferencesAreShownAndChangedOneByOne() {
        assertThat(run("progress preferences ana").out()).isEqualTo("""
                        Policy             newest
                        Public card        -
                        Replay guard       no
                        Repair device ids  no
                        """);
        run("progress preferences ana --card on --replay-guard on");
        run("progress preferences ana --repair-device-ids on");
        var all = json("progress preferences ana --replay-guard off");
        assertThat(all.toString())
                .isEqualTo("{\"policy\":\"newest\",\"card\":true,\"replayGuard\":false,\"repairDeviceIds\":true}");
        assertThat(json("progress preferences ana --card default").get("card").isNull())
                .isTrue();
    }

    /// As the server would, in another process.
    private void push(String document, String place, double percentage) {
        var config = Config.load(Settings.of(Map.of(), home), home);
        var clock = Clock.fixed(FakeConsole.NOW, ZoneOffset.UTC);
        try (var stores = Stores.open(config, new SecureRandom(), clock)) {
            var account = stores.accounts().find("ana").orElseThrow();
            var push = new Push(
                    new DocumentId(document),
                    new Place(place),
                    percentage,
                    new Device("Kobo", Optional.of("1")),
                    Optional.empty(),
                    new Metadata(Optional.empty(), Optional.of("Dune"), Optional.of("Frank Herbert")));
            stores.kosync().progress().push(account, push, Set.of());
        }
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
        assertThat(said.exitCode()).isEqualTo(Exit.FAILED);
    }
}
