package lectern.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqliteMigrationsTest implements MigrationsContract {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("lectern.db");
    }

    @Override
    public Database open(List<Migration> migrations) {
        return SqliteDatabase.open(file(), migrations);
    }

    @Test
    void aNewerFileIsNotTouched() throws IOException {
        open(List.of(ONE, TWO)).close();
        var before = everything();
        assertThatThrownBy(() -> open(List.of(ONE)).close()).isInstanceOf(DatabaseException.Unsuitable.class);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void theFileOfAnotherProgramIsNotTouched() throws IOException {
        try (var session = SqliteSession.toWrite(file())) {
            session.ask("pragma journal_mode = wal");
            session.script("create table user (name text); insert into user values ('ana')");
        }
        var before = everything();
        assertThatThrownBy(() -> open(List.of(ONE)).close())
                .isInstanceOf(DatabaseException.Unsuitable.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("another program");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDatabaseIsNotTouched() throws IOException {
        Files.writeString(file(), "what somebody wrote");
        var before = everything();
        assertThatThrownBy(() -> open(List.of(ONE)).close()).isInstanceOf(DatabaseException.Damaged.class);
        assertThat(everything()).isEqualTo(before);
    }

    /// The moment in which a new file is given its log is short, so this takes many files.
    @Test
    void whoMakesAFileTogetherWithOthersIsNotRefused() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 40; i++) {
                var file = folder.resolve(i + ".db");
                var opened = IntStream.range(0, 4)
                        .mapToObj(_ -> threads.submit(() -> SqliteDatabase.open(file, List.of(ONE))))
                        .toList();
                for (var one : opened) {
                    one.get().close();
                }
            }
        }
    }

    @Test
    void aMigrationMayNotBreakAForeignKey() {
        var breaking = new Migration(
                2,
                "0002_breaking",
                "create table child (one bigint references one (id)); insert into child values (7)");
        assertThatThrownBy(() -> open(List.of(ONE, breaking)).close())
                .isInstanceOf(DatabaseException.Unexpected.class)
                .hasMessageContaining("foreign key");
    }

    @Test
    void foreignKeysCountAfterwards() {
        var child = new Migration(2, "0002_child", "create table child (one bigint references one (id))");
        try (var database = open(List.of(ONE, child))) {
            assertThatThrownBy(() -> database.write(tx -> tx.update("insert into child values (7)")))
                    .isInstanceOf(DatabaseException.Unexpected.class);
        }
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws IOException {
        try (var database = open(List.of(ONE))) {
            database.write(tx -> tx.update("insert into one values (2)"));
            try (var files = Files.list(folder)) {
                assertThat(files)
                        .hasSizeGreaterThan(1)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void aFolderThatIsMissingIsUnavailable() {
        assertThatThrownBy(() -> SqliteDatabase.open(folder.resolve("gone/lectern.db"), List.of(ONE))
                        .close())
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("gone");
    }

    /// What lies in the folder, and the bytes of it.
    private Map<String, String> everything() throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                contents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
