package lectern.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqliteFileTest {
    @TempDir
    Path folder;

    @Test
    void isReadWhateverItsPath() {
        var file = folder.resolve("what? 100% #1.db");
        fill(file);
        assertThat(Files.exists(file)).isTrue();
        try (var opened = SqliteFile.open(file)) {
            List<String> titles = opened.read(tx -> tx.list("select title from book", row -> row.text("title")));
            assertThat(titles).containsExactly("Dune");
        }
    }

    @Test
    void isNeverWritten() throws IOException {
        var file = folder.resolve("metadata.db");
        fill(file);
        var before = Files.readAllBytes(file);
        try (var opened = SqliteFile.open(file)) {
            assertThatThrownBy(() -> opened.read(tx -> tx.update("delete from book")))
                    .isInstanceOf(DatabaseException.Unavailable.class);
        }
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void somethingElseIsDamaged() throws IOException {
        var file = Files.writeString(folder.resolve("metadata.db"), "no database at all, ".repeat(100));
        try (var opened = SqliteFile.open(file)) {
            assertThatThrownBy(() -> opened.read(tx -> tx.one("select title from book", row -> row.text("title"))))
                    .isInstanceOf(DatabaseException.Damaged.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aFileThatIsMissingIsUnavailable() {
        assertThatThrownBy(() -> SqliteFile.open(folder.resolve("metadata.db")).close())
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("metadata.db");
    }

    private static void fill(Path file) {
        try (var session = SqliteSession.toWrite(file)) {
            session.script("create table book (title text); insert into book values ('Dune')");
        }
    }
}
