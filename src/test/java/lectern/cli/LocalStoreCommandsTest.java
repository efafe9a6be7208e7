package lectern.cli;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LocalStoreCommandsTest implements StoreCommandsContract {
    @TempDir
    Path home;

    private FakeConsole console;

    @BeforeEach
    void sitDown() {
        console = new FakeConsole(home).input("a good password\n");
        console.run("user", "add", "ana").succeeded();
        console.run("user", "add", "bob").succeeded();
    }

    @Override
    public FakeConsole console() {
        return console;
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public Stream<String> place(String user) {
        return Stream.of("--user", user);
    }

    @Test
    void theOnlyAccountNeedsNoName() {
        var said = console.run("store", "put", "list");
        assertThat(said.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(said.err()).isEqualTo("Whose stores? Say --user NAME; `lectern user list` shows all.\n");

        console.run("user", "delete", "bob").succeeded();
        console.run("store", "put", "list").succeeded();
        assertThat(console.run("activity", "ana").out())
                .contains("store written")
                .doesNotContain("list");
    }

    @Test
    void whatOpensAServerIsForServers() {
        assertThat(console.run("store", "list", "--session-file", "token").exitCode())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void theOperatorDecidesHowMuchSomebodyMayStore() {
        assertThat(console.run("store", "quota", "--user", "ana", "--limit", "5KB", "--stores", "2")
                        .succeeded()
                        .out())
                .isEqualTo("""
                Used    0 B
                Of      5.0 KiB
                Stores  0
                Of      2
                """);
        var full = console.input("x".repeat(5000)).run("store", "put", "list", "--user", "ana");
        assertThat(full.exitCode()).isEqualTo(Exit.DONE);
        var refused = console.input("x".repeat(200)).run("store", "put", "more", "--user", "ana");
        assertThat(refused.exitCode()).isEqualTo(Exit.FAILED);
        assertThat(console.run("store", "quota", "--user", "bob").succeeded().out())
                .doesNotContain("KiB");

        var quota = console.run("store", "quota", "--user", "ana", "--limit", "none", "--json")
                .json();
        assertThat(quota.get("limit").isNull()).isTrue();
        assertThat(quota.get("storesLimit").intValue()).as("was not asked for").isEqualTo(2);
        assertThat(console.run("store", "quota", "--user", "ana", "--stores", "usual", "--json")
                        .json()
                        .get("storesLimit")
                        .isNull())
                .isTrue();
        assertThat(console.run("activity", "ana").out()).contains("quota changed");
    }

    @Test
    void aQuotaIsASizeAndTheOperatorsAlone() {
        assertThat(console.run("store", "quota", "--user", "ana", "--limit", "5")
                        .err())
                .contains("--limit takes a size such as `500 MB` or `2 GB`, none or usual.");
        assertThat(console.run("store", "quota", "--user", "ana", "--stores", "few")
                        .err())
                .contains("--stores takes a whole number above 0, none or usual.");
        assertThat(console.run("store", "quota", "--user", "ana", "--limit", "5GB", "--url", "http://127.0.0.1:1")
                        .err())
                .contains("A quota is decided where the data folder is: without --url.");
    }
}
