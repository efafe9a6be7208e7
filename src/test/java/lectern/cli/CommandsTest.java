package lectern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandsTest {
    @TempDir
    Path home;

    @Test
    void helpNamesEveryCommand() {
        assertThat(new FakeConsole(home).run("--help").succeeded().out())
                .contains(
                        "serve",
                        "user",
                        "key",
                        "session",
                        "invite",
                        "progress",
                        "activity",
                        "config",
                        "doctor",
                        "version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user add --help",
                "key revoke --help",
                "session end --help",
                "invite add --help",
                "progress policy --help",
                "activity --help",
                "serve --help",
            })
    void everyCommandExplainsItself(String words) {
        assertThat(new FakeConsole(home).run(words.split(" ")).succeeded().out())
                .startsWith("Usage: lectern " + words.replace(" --help", ""))
                .contains("--json", "--config");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "usr list",
                "user",
                "user ad",
                "user add",
                "user add ana bob",
                "serve --fast",
                "activity --since never"
            })
    void whatIsTypedWronglyIsToldInASentenceWithAHint(String words) {
        var said = new FakeConsole(home).run(words.isEmpty() ? new String[0] : words.split(" "));
        assertThat(said.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains("Try: lectern")
                .doesNotContain("Exception")
                .hasLineCount(2);
    }

    @Test
    void programsGetTheSentenceAsJson() {
        var said = new FakeConsole(home).run("--json", "user", "show", "--nothing", "ana");
        assertThat(said.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(said.err()).startsWith("{\"error\":\"Unknown option");
    }

    @Test
    void wrongSettingsStopEveryCommand() {
        var console = new FakeConsole(home).set("LECTERN_REGISTRATION", "maybe");
        for (var words : List.of("serve", "config", "user list")) {
            var said = console.run(words.split(" "));
            assertThat(said.exitCode()).isEqualTo(Exit.SETTINGS);
            assertThat(said.err())
                    .isEqualTo("LECTERN_REGISTRATION is \"maybe\", which is not one of `closed`, `invite`, `open`;"
                            + " write for example `LECTERN_REGISTRATION=closed`.\n");
        }
    }

    @Test
    void settingsAreShownWithWhereTheyCameFrom() throws IOException {
        Files.writeString(home.resolve("lectern.conf"), "registration = open\n");
        var console = new FakeConsole(home)
                .set("RATE_LIMIT_ENABLED", "false")
                .set("LECTERN_SECRET", "hush".repeat(9))
                .set("SYNC_USER1", "ana:hush");
        var said = console.run("config").succeeded();
        assertThat(said.out())
                .containsPattern("registration +open +registration in .*lectern.conf, line 1")
                .containsPattern("limits +off +RATE_LIMIT_ENABLED")
                .containsPattern("secret +\\*{8} +LECTERN_SECRET")
                .containsPattern("SYNC_USER1 +set +environment")
                .containsPattern("kosync.autolink +exact +default")
                .doesNotContain("hush");
        assertThat(console.run("config", "--json").json().toString())
                .contains("{\"key\":\"limits\",\"value\":\"off\",\"origin\":\"RATE_LIMIT_ENABLED\"}");
    }

    @Test
    void anotherFileOfSettingsCanBeNamed() throws IOException {
        Files.writeString(home.resolve("other.conf"), "limits = off\n");
        assertThat(new FakeConsole(home)
                        .run("config", "--config", "other.conf")
                        .succeeded()
                        .out())
                .containsPattern("limits +off +limits in .*other.conf, line 1");
        assertThat(new FakeConsole(home)
                        .set("LECTERN_CONFIG", "other.conf")
                        .run("config")
                        .succeeded()
                        .out())
                .containsPattern("limits +off +limits in .*other.conf, line 1");
        var missing = new FakeConsole(home).run("config", "--config", "nowhere.conf");
        assertThat(missing.exitCode()).isEqualTo(Exit.SETTINGS);
        assertThat(missing.err())
                .isEqualTo("There is no file of settings at %s.\n".formatted(home.resolve("nowhere.conf")));
    }

    @Test
    void theReferencePageIsPrinted() {
        assertThat(new FakeConsole(home)
                        .run("config", "--reference")
                        .succeeded()
                        .out())
                .startsWith("# Settings\n");
    }

    @Test
    void theVersionIsToldWithItsJava() {
        assertThat(new FakeConsole(home).run("version").succeeded().out())
                .startsWith("Lectern ")
                .contains(" on Java 25");
        assertThat(new FakeConsole(home)
                        .run("version", "--json")
                        .json()
                        .get("java")
                        .stringValue())
                .startsWith("25");
    }
}
