package lectern.anki.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.DatabaseException;
import lectern.db.SqliteFile;
import lectern.db.TestDatabase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.anki.media.TestMedia.delete;
import static lectern.anki.media.TestMedia.put;
import static lectern.anki.media.TestMedia.sha1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Media come from the official server and go back to it.
class OfficialMediaTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has accounts of its own

    @TempDir
    private Path data;

    @TempDir
    private Path official;

    private TestMedia media;

    @BeforeEach
    void open() throws IOException {
        media = new TestMedia(DATABASE.open(), data);
        Files.createDirectory(official.resolve("media"));
        Files.createDirectory(data.resolve("work"));
    }

    @Test
    void filesKeepTheirNumbersAndDevicesGoOn() throws IOException {
        var large = new byte[100_000];
        new Random(1).nextBytes(large);
        try (var index = version4(40)) {
            line(index, "a.jpg", "a".getBytes(UTF_8), 7);
            line(index, "große.mp3", large, 8);
            deletedLine(index, "gone.png", 31);
        }

        var outcome = importing().into(media.ana, official);

        assertThat(outcome).isEqualTo(new MediaImport.Outcome(2, List.of(), List.of(), List.of()));
        assertThat(media.changes(0)).containsExactly("a.jpg 7", "große.mp3 8", "gone.png 31 -");
        assertThat(media.index.usn(media.ana)).isEqualTo(40);
        media.pass(Duration.ofDays(3));
        var files =
                media.index.find(media.ana, List.of(TestMedia.name("große.mp3"), TestMedia.name("a.jpg")), 1_000_000);
        assertThat(files.getFirst().fingerprint()).isEqualTo(TestMedia.fingerprint(large));
        assertThat(media.blobs.has(TestMedia.blob(files.getFirst()))).isTrue();
        assertThat(media.apply(put("new", "new"))).isEqualTo(41);
        assertThat(data.resolve("work")).isEmptyDirectory();
    }

    @Test
    void whatIsNotAsTheIndexSaysIsTold() throws IOException {
        try (var index = version4(9)) {
            line(index, "as listed", "a".getBytes(UTF_8), 1);
            line(index, "changed", "before".getBytes(UTF_8), 2);
            line(index, "missing", "m".getBytes(UTF_8), 3);
            line(index, "empty", "e".getBytes(UTF_8), 4);
            line(index, "changed, too", "before".getBytes(UTF_8), 5);
            deletedLine(index, "u\u0308", 6);
        }
        Files.writeString(file("changed"), "after");
        Files.writeString(file("changed, too"), "after that");
        Files.delete(file("missing"));
        Files.writeString(file("empty"), "");

        var outcome = importing().into(media.ana, official);

        assertThat(outcome)
                .isEqualTo(new MediaImport.Outcome(
                        3, List.of("missing", "empty"), List.of("changed", "changed, too"), List.of("u\u0308")));
        assertThat(media.changes(0)).containsExactly("as listed 1", "changed 10", "changed, too 11");
        assertThat(media.find(100, "changed", "changed, too")).containsExactly("after", "after that");
        assertThat(media.index.usn(media.ana)).isEqualTo(11);
    }

    @Test
    void manyFilesComeInPages() throws IOException {
        try (var index = version4(250)) {
            for (int i = 1; i <= 250; i++) {
                line(index, "file " + i, ("content " + i).getBytes(UTF_8), i);
            }
        }
        assertThat(importing().into(media.ana, official).files()).isEqualTo(250);
        assertThat(media.index.usn(media.ana)).isEqualTo(250);
        assertThat(media.find(100, "file 101")).containsExactly("content 101");
    }

    @Test
    void whatWasCutOffIsContinued() throws IOException {
        try (var index = version4(250)) {
            for (int i = 1; i <= 250; i++) {
                line(index, "file " + i, ("content " + i).getBytes(UTF_8), i);
            }
        }
        Files.writeString(file("file 20"), "changed");
        var cutOff = new MediaImport(new FailingIndex(media.index, 2), media.blobs, data.resolve("work"));
        assertThatThrownBy(() -> cutOff.into(media.ana, official)).isInstanceOf(DatabaseException.Unavailable.class);
        assertThat(media.index.files(media.ana)).isEqualTo(199);

        var outcome = importing().into(media.ana, official);

        assertThat(outcome).isEqualTo(new MediaImport.Outcome(250, List.of(), List.of("file 20"), List.of()));
        assertThat(media.changes(249)).containsExactly("file 250 250", "file 20 251");
    }

    @Test
    void anAccountWithMediaOfItsOwnKeepsThemAndGetsTheOthersUnderNewNumbers() throws IOException {
        try (var index = version4(9)) {
            line(index, "a", "a".getBytes(UTF_8), 1);
            line(index, "b", new byte[50_000], 2);
            line(index, "the same", "the same".getBytes(UTF_8), 3);
            deletedLine(index, "mine", 4);
        }
        media.apply(put("mine", "mine"), put("a", "other"), put("the same", "the same"));

        var outcome = importing().into(media.ana, official);

        assertThat(outcome).isEqualTo(new MediaImport.Outcome(4, List.of(), List.of(), List.of()));
        assertThat(media.changes(0)).containsExactly("mine 1", "the same 3", "a 10", "b 11");
        assertThat(media.find(100, "a")).containsExactly("a");

        assertThat(importing().into(media.ana, official)).isEqualTo(outcome);
        assertThat(media.index.usn(media.ana)).isEqualTo(11);
    }

    @Test
    void theOlderFormatIsRead() throws IOException {
        try (var index = SqliteFile.create(official.resolve("media.db"))) {
            index.write(tx -> {
                tx.update("create table media (fname text primary key, csum blob, sz int, usn int, deleted int)");
                tx.update("create table meta (usn int, sz int)");
                tx.update("insert into meta values (30, 1)");
                tx.update(
                        "insert into media values ('a', ?, 1, 5, 0)", sha1("a").bytes());
                tx.update(
                        "insert into media values ('gone', ?, 1, 6, 1)",
                        sha1("gone").bytes());
                tx.update("insert into media values ('long gone', null, 0, 7, 1)");
                return tx.update("pragma user_version = 3");
            });
        }
        Files.writeString(file("a"), "a");

        importing().into(media.ana, official);

        assertThat(media.changes(0)).containsExactly("a 5", "gone 6 -");
        assertThat(media.index.usn(media.ana)).isEqualTo(30);
    }

    @Test
    void somethingElseIsRefused() throws IOException {
        try (var index = SqliteFile.create(official.resolve("media.db"))) {
            index.write(tx -> tx.update("pragma user_version = 2"));
        }
        assertThatThrownBy(() -> importing().into(media.ana, official))
                .isInstanceOf(MediaNotImported.class)
                .hasMessageContaining("version 2");
        Files.writeString(official.resolve("media.db"), "no database at all, ".repeat(100));
        assertThatThrownBy(() -> importing().into(media.ana, official)).isInstanceOf(DatabaseException.Damaged.class);
        assertThat(data.resolve("work")).isEmptyDirectory();
    }

    @Test
    void aUserWithoutMediaHasNone() throws IOException {
        assertThat(importing().into(media.ana, official).files()).isZero();
        assertThat(media.index.usn(media.ana)).isZero();
    }

    @Test
    void whatIsExportedCanBeImported() throws IOException {
        media.apply(put("a.jpg", "a"), put("gone", "gone"), new MediaEdit.Put(media.inBlob(media.ana, "ü", "blob")));
        media.apply(delete("gone"), put("a.jpg", "b"));

        assertThat(new MediaExport(media.index, media.blobs).to(media.ana, official))
                .isEqualTo(2);

        assertThat(file("a.jpg")).hasContent("b");
        assertThat(file("ü")).hasContent("blob");
        assertThat(file("gone")).doesNotExist();
        try (var index = SqliteFile.open(official.resolve("media.db"))) {
            assertThat(index.<List<String>>read(tx -> tx.list(
                            "select last_usn || ' ' || total_bytes || ' ' || total_nonempty_files as line from meta"
                                    + " union all select hex(csum) || ' ' || size || ' ' || usn || ' ' || (mtime > 0) from media",
                            row -> row.text("line"))))
                    .containsExactlyInAnyOrder(
                            "5 5 2", hex("b") + " 1 5 1", hex("gone") + " 0 4 0", hex("blob") + " 4 3 1");
        }

        var ben = new MediaImport(media.index, media.blobs, data.resolve("work")).into(media.ben, official);
        assertThat(ben).isEqualTo(new MediaImport.Outcome(2, List.of(), List.of(), List.of()));
        assertThat(media.index.changes(media.ben, 0, 10)).isEqualTo(media.index.changes(media.ana, 0, 10));
    }

    private MediaImport importing() {
        return new MediaImport(media.index, media.blobs, data.resolve("work"));
    }

    private static String hex(String text) {
        return sha1(text).hex().toUpperCase(Locale.ROOT);
    }

    private Path file(String name) {
        return official.resolve("media").resolve(name);
    }

    private SqliteFile version4(long lastUsn) {
        var index = SqliteFile.create(official.resolve("media.db"));
        index.write(tx -> {
            tx.update("create table media (fname text primary key, csum blob not null, size int, usn int, mtime int)");
            tx.update("create table meta (last_usn int, total_bytes int, total_nonempty_files int)");
            tx.update("insert into meta values (?, 0, 0)", lastUsn);
            return tx.update("pragma user_version = 4");
        });
        return index;
    }

    private void line(SqliteFile index, String name, byte[] content, long usn) throws IOException {
        Files.write(file(name), content);
        index.write(tx -> tx.update(
                "insert into media values (?, ?, ?, ?, 0)", name, sha1(content).bytes(), content.length, usn));
    }

    private static void deletedLine(SqliteFile index, String name, long usn) {
        index.write(tx -> tx.update(
                "insert into media values (?, ?, 0, ?, 0)", name, sha1("it was").bytes(), usn));
    }
}
