package lectern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import lectern.anki.schema.EmptyCollection;
import lectern.anki.schema.Unicase;
import lectern.cli.FakeConsole.Said;
import lectern.db.SqliteFile;

import static org.assertj.core.api.Assertions.assertThat;

class AnkiCommandsTest {
    private static final String NOTE = """
            insert into notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)
            values (?, ?, 1, 0, 0, '', 'front', 'front', 0, 0, '')
            """;

    @TempDir
    Path home;

    private FakeConsole console;

    @BeforeEach
    void sitDown() throws IOException {
        console = new FakeConsole(home).input("a good password\n");
        run("user add ana");
        Files.createDirectories(home.resolve("one"));
        collection(home.resolve("one/collection.anki2"), 1);
    }

    @Test
    void aCollectionOfTheOfficialServerIsTakenAndShown() {
        assertThat(run("anki list").out()).isEqualTo("Nobody has a collection yet.\n");
        refused("anki show ana", "ana has no collection; `lectern anki list` shows who does.");

        assertThat(run("anki import ana one").out()).isEqualTo("ana has the collection and 0 media files.\n");

        assertThat(json("anki list").get(0).get("notes").intValue()).isEqualTo(1);
        assertThat(run("anki show ana").out()).containsPattern("Notes +1\n").containsPattern("Syncing now +-\n");
        assertThat(run("anki verify ana").out()).isEqualTo("The collection of ana is sound.\n");
        assertThat(run("activity").out()).contains("collection imported");
    }

    @Test
    void aFolderWithoutACollectionIsRefused() throws IOException {
        Files.createDirectories(home.resolve("none"));
        Files.createDirectories(home.resolve("wrong"));
        Files.writeString(home.resolve("wrong/collection.anki2"), "not a database, and long enough to be looked at");

        refused("anki import ana nowhere", home.resolve("nowhere") + " is no folder.");
        refused("anki import ana none", "There is no collection.anki2 in " + home.resolve("none") + ".");
        assertThat(console.run("anki", "import", "ana", "wrong").err()).startsWith("The collection can't be taken: ");
        assertThat(run("anki list").out()).isEqualTo("Nobody has a collection yet.\n");
    }

    @Test
    void whatWasReplacedIsKeptAndComesBack() throws IOException {
        Files.createDirectories(home.resolve("two"));
        collection(home.resolve("two/collection.anki2"), 2);
        run("anki import ana one");
        assertThat(run("anki snapshots ana").out()).isEqualTo("There is no snapshot yet.\n");
        run("anki import ana two");

        var snapshots = json("anki snapshots ana");
        assertThat(snapshots).hasSize(1);
        var snapshot = snapshots.get(0).get("snapshot").stringValue();
        var before = json("anki show ana");
        assertThat(run("anki restore ana " + snapshot).out())
                .isEqualTo("The collection of ana is as it was. On each device, choose Download at the next sync.\n");

        var after = json("anki show ana");
        assertThat(after.get("notes").intValue()).isEqualTo(1);
        assertThat(after.get("one_way_at")).isNotEqualTo(before.get("one_way_at"));
        assertThat(json("anki snapshots ana")).hasSize(2);
        refused("anki restore ana nothing", "ana has no snapshot nothing; `lectern anki snapshots` shows all.");
    }

    @Test
    void aSnapshotIsKeptOnRequest() {
        refused("anki snapshots ana --keep", "ana has no collection; `lectern anki list` shows who does.");
        run("anki import ana one");
        assertThat(run("anki snapshots ana --keep").out()).contains("because somebody wanted it");
    }

    @Test
    void emptyingACollectionWantsTheNameAgain() {
        run("anki import ana one");
        var alone = console.run("anki", "reset", "ana");
        assertThat(alone.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(alone.err()).isEqualTo("Nobody is there to type the name again; say --yes instead.\n");

        console.answering("anna");
        refused("anki reset ana", "Nothing was changed.");
        assertThat(json("anki show ana").get("notes").intValue()).isEqualTo(1);

        console.answering("ana");
        run("anki reset ana");
        assertThat(json("anki show ana").get("notes").intValue()).isZero();
        assertThat(json("anki snapshots ana")).hasSize(1);
        run("anki reset ana --yes");
    }

    @Test
    void aCollectionGoesOutAsItCameIn() throws IOException {
        run("anki import ana one");
        assertThat(run("anki export ana out").out())
                .isEqualTo("The collection of ana and 0 media files are in %s.\n".formatted(home.resolve("out")));
        assertThat(home.resolve("out/collection.anki2")).exists();
        assertThat(home.resolve("out/media.db")).exists();
        assertThat(numbers(home.resolve("out/collection.anki2")))
                .isEqualTo(numbers(home.resolve("one/collection.anki2")));
        refused("anki export ana out", home.resolve("out") + " is not empty; name another folder.");
    }

    @Test
    void theDoctorLooksAtEveryCollection() throws IOException {
        assertThat(run("doctor").out()).contains("Nobody has a collection yet.");
        run("anki import ana one");
        assertThat(run("doctor").out()).contains("One collection, and it can be read.");

        var stored = stored();
        try (var opened = SqliteFile.openToWrite(stored, Unicase.COLLATION)) {
            opened.write(tx -> tx.update("update col set ls = ls + 1"));
            copyOfLog(stored); // what a process leaves that is killed here
        }
        Files.move(stored.resolveSibling("kept-wal"), stored.resolveSibling("collection.anki2-wal"));
        assertThat(run("doctor").out()).contains("A log lay beside the collection of ana, and it was taken up.");

        var bytes = Files.readAllBytes(stored);
        Arrays.fill(bytes, 100, bytes.length, (byte) 0x5a);
        Files.write(stored, bytes);
        var said = console.run("doctor");
        assertThat(said.exitCode()).isEqualTo(Exit.FAILED);
        assertThat(said.out())
                .contains("The collection of ana can't be read: ")
                .contains("lectern anki snapshots ana, then: lectern anki restore ana SNAPSHOT");
    }

    private static void copyOfLog(Path stored) throws IOException {
        var log = stored.resolveSibling("collection.anki2-wal");
        assertThat(log).isNotEmptyFile();
        Files.copy(log, stored.resolveSibling("kept-wal"));
    }

    private Path stored() throws IOException {
        try (var accounts = Files.list(home.resolve("data/anki"))) {
            return accounts.findFirst().orElseThrow().resolve("collection.anki2");
        }
    }

    private static void collection(Path file, int notes) {
        EmptyCollection.create(file, FakeConsole.NOW, ZoneOffset.UTC);
        try (var opened = SqliteFile.openToWrite(file, Unicase.COLLATION)) {
            opened.write(tx -> {
                for (int note = 1; note <= notes; note++) {
                    tx.update(NOTE, note, "guid" + note);
                }
                return tx.update("update col set usn = 7, mod = 1760000000123, ls = 1760000000123");
            });
        }
    }

    private static List<Long> numbers(Path file) {
        try (var opened = SqliteFile.openToWrite(file, Unicase.COLLATION)) {
            return opened.read(tx -> tx.one(
                            "select mod, scm, usn, ls, crt from col",
                            row -> List.of(
                                    row.whole("mod"),
                                    row.whole("scm"),
                                    row.whole("usn"),
                                    row.whole("ls"),
                                    row.whole("crt")))
                    .orElseThrow());
        }
    }

    private void refused(String words, String sentence) {
        var said = console.run(words.split(" "));
        assertThat(said.err()).isEqualTo(sentence + "\n");
        assertThat(said.exitCode()).isEqualTo(Exit.FAILED);
    }

    private JsonNode json(String words) {
        return console.run((words + " --json").split(" ")).json();
    }

    private Said run(String words) {
        return console.run(words.split(" ")).succeeded();
    }
}
