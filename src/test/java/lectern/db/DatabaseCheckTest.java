package lectern.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseCheckTest {
    private static final int PAGE = 4096;

    @RegisterExtension
    final TestDatabase postgres = TestDatabase.postgres();

    @TempDir
    private Path folder;

    @Test
    void aSqliteFileInUseIsSound() {
        try (var database = Database.open(settings())) {
            database.write(tx -> tx.update("create table note (words text)"));
            var check = Database.check(settings());
            assertThat(check.sound()).isTrue();
            assertThat(check.where()).isEqualTo(file().toString());
            assertThat(check.engine()).startsWith("SQLite 3.");
            assertThat(check.journalMode()).contains("wal");
            assertThat(check.schema()).isEqualTo(check.newestSchema());
            assertThat(check.bytes()).isGreaterThan(PAGE);
        }
    }

    @Test
    void aPostgresDatabaseIsDescribed() {
        var check = Database.check(postgres.settings());
        assertThat(check.sound()).isTrue();
        assertThat(check.engine()).startsWith("PostgreSQL ");
        assertThat(check.where()).contains("localhost");
        assertThat(check.schema()).isEqualTo(check.newestSchema());
        assertThat(check.bytes()).isGreaterThan(100_000);
    }

    @Test
    void aDamagedPageIsFoundAndWhatIsElsewhereIsStillRead() throws IOException {
        fill();
        overwrite(Files.size(file()) / PAGE / 2);
        assertThat(Database.check(settings()).problems()).isNotEmpty();
        try (var database = Database.open(settings())) {
            assertThatThrownBy(() -> database.read(tx -> tx.list("select words from note", row -> row.text("words"))))
                    .isInstanceOf(DatabaseException.Damaged.class)
                    .hasMessageContaining(file().toString());
            List<Long> first =
                    database.read(tx -> tx.list("select id from note where id = ?", row -> row.whole("id"), 1));
            assertThat(first).containsExactly(1L);
        }
    }

    @Test
    void aDamagedSchemaIsSaidAtTheStart() throws IOException {
        fill();
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[PAGE - 100]), 100); // the file header stays
        }
        assertThatThrownBy(() -> Database.open(settings()).close()).isInstanceOf(DatabaseException.Damaged.class);
        assertThatThrownBy(() -> Database.check(settings())).isInstanceOf(DatabaseException.Damaged.class);
    }

    @Test
    void anotherProgramsFileIsNotLookedThrough() {
        try (var session = SqliteSession.toWrite(file())) {
            session.script("create table user (name text)");
        }
        assertThatThrownBy(() -> Database.check(settings())).isInstanceOf(DatabaseException.Unsuitable.class);
    }

    @Test
    void aFileThatIsNotThereYetIsUnavailableAndStaysSo() {
        assertThatThrownBy(() -> Database.check(settings()))
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("no database");
        assertThat(file()).doesNotExist();
    }

    private Path file() {
        return folder.resolve("lectern.db");
    }

    private DatabaseSettings settings() {
        return new DatabaseSettings.Sqlite(file());
    }

    private void fill() {
        try (var database = Database.open(settings())) {
            database.write(tx -> tx.update("create table note (id integer primary key, words text)"));
            database.write(tx -> {
                for (int i = 1; i <= 500; i++) {
                    tx.update("insert into note (id, words) values (?, ?)", i, "words ".repeat(100));
                }
                return true;
            });
        }
    }

    private void overwrite(long page) throws IOException {
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[PAGE]), page * PAGE);
        }
    }
}
