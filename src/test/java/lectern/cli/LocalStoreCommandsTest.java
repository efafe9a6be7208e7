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
}
