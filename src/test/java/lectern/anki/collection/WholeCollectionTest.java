package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.account.StaleAccount;
import lectern.anki.schema.Unicase;
import lectern.anki.schema.Unreadable;
import lectern.anki.wire.SyncVersion;
import lectern.db.SqliteFile;
import lectern.db.TestDatabase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lectern.anki.collection.NormalSyncTest.refused;
import static lectern.anki.collection.TestSync.card;
import static lectern.anki.collection.TestSync.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WholeCollectionTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has an account of its own

    private static final long LARGEST = 2 << 20;

    @TempDir
    private Path root;

    private TestSync server;

    @BeforeEach
    void open() {
        var usual = CollectionSettings.defaults();
        server = new TestSync(
                DATABASE.open(),
                root.resolve("anki"),
                new CollectionSettings(LARGEST, usual.idle(), usual.merge(), usual.snapshots()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    /// What a client could send, with so many cards.
    private byte[] collection(int cards) throws IOException {
        try (var elsewhere = new TestSync(DATABASE.open(), root.resolve("elsewhere"))) {
            var rows = new StringBuilder(card(1, 10));
            for (int id = 2; id <= cards; id++) {
                rows.append(',').append(card(id, 10));
            }
            elsewhere.sync(0, "{\"cards\":[%s],\"notes\":[%s]}".formatted(rows, note(500, 10, "a\u001fb")));
            return Files.readAllBytes(elsewhere.folder.collection());
        }
    }

    private byte[] changed(byte[] collection, String... statements) throws IOException {
        var file = Files.write(root.resolve("changed.anki2"), collection);
        try (var opened = SqliteFile.openToWrite(file, Unicase.COLLATION)) {
            opened.write(tx -> {
                for (var statement : statements) {
                    tx.update(statement);
                }
                return statements.length;
            });
            opened.checkpoint();
        }
        return Files.readAllBytes(file);
    }

    private long number(byte[] collection, String sql) throws IOException {
        var file = Files.write(root.resolve("downloaded.anki2"), collection);
        try (var opened = SqliteFile.openToWrite(file, Unicase.COLLATION)) {
            return opened.read(tx -> tx.one(sql, row -> row.whole("n")).orElseThrow());
        }
    }

    @Test
    void whatIsUploadedIsStoredByteForByte() throws IOException {
        var sent = collection(3);
        assertThat(server.device("a").upload(sent)).isEqualTo("OK");
        assertThat(server.folder.collection()).hasBinaryContent(sent);
        try (var files = Files.list(server.folder.path())) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("collection.anki2", "lock");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyItsOwnerMayReadIt() throws IOException {
        server.device("a").upload(collection(3));
        server.sync(0, "{}");
        try (var files = Files.list(server.folder.path())) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .endsWith("------"));
        }
    }

    @Test
    void whatWasThereIsKept() throws IOException {
        server.sync(0, "{}");
        server.device("a").upload(collection(3));
        assertThat(server.number("select count(*) as n from cards")).isEqualTo(3);
        var kept = server.collections.snapshots(server.ana.id()).getFirst();
        assertThat(kept.reason()).isEqualTo(Snapshot.Reason.UPLOAD);
        server.sync(server.state().usn(), "{\"cards\":[" + card(99, 10) + "]}");
        server.collections.restore(server.ana, kept.name());
        assertThat(server.number("select count(*) as n from cards")).isZero();
    }

    @Test
    void whatIsNoCollectionIsToldInWordsAndChangesNothing() throws IOException {
        server.sync(0, "{}");
        var before = server.state();
        var good = collection(1_000);
        var torn = good.clone();
        Arrays.fill(torn, torn.length / 2, torn.length - 5_000, (byte) 7);
        for (var bad : new byte[][] {
            "fake data".getBytes(UTF_8),
            {},
            Arrays.copyOf(good, good.length / 2),
            torn,
            changed(good, "update col set ver = 15"),
            changed(good, "delete from col"),
            changed(good, "create trigger harm after delete on cards begin delete from notes; end"),
            changed(good, "create view harm as select 1"),
            changed(good, "drop table revlog"),
            new byte[(int) LARGEST / 2]
        }) {
            assertThat(server.device("a").upload(bad)).isNotEqualTo("OK").isNotEmpty();
        }
        assertThat(server.state()).isEqualTo(before);
        try (var files = Files.list(server.folder.path())) {
            assertThat(files).noneMatch(file -> file.toString().contains(".new"));
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws IOException {
        refused(413, () -> server.device("a").upload(new byte[(int) LARGEST + 1]));
        assertThat(server.folder.collection()).doesNotExist();
    }

    @Test
    void anOpenSyncEnds() throws IOException {
        var open = server.device("a");
        open.start(0);
        server.device("b").upload(collection(3));
        refused(409, open::finish);
        var another = server.device("c");
        another.start(1);
        server.device("b").download();
        refused(409, another::chunk);
    }

    @Test
    void whoWasOvertakenReplacesNothing() throws IOException {
        var sent = collection(3);
        var upload = server.device("a");
        var stream = new Overtaken(sent, () -> server.device("b").start(0));
        refused(409, () -> upload.send(server.collections::upload, stream));
        assertThat(server.number("select count(*) as n from cards")).isZero();
        server.device("b").finish();
    }

    @Test
    void anAccountThatChangedReplacesNothing() throws IOException {
        var sent = collection(3);
        var stream = new Overtaken(sent, () -> server.accounts.changeDisabled(server.ana, true));
        assertThatThrownBy(() -> server.device("a").send(server.collections::upload, stream))
                .isInstanceOf(StaleAccount.class);
        assertThat(server.folder.collection()).doesNotExist();
    }

    @Test
    void anUploadMayTakeItsTime() throws IOException {
        var sent = collection(3);
        var stream = new Overtaken(sent, () -> {
            server.clock.goOn(Duration.ofMinutes(6));
            return 0;
        });
        assertThat(new String(server.device("a").send(server.collections::upload, stream), UTF_8))
                .isEqualTo("OK");
    }

    @Test
    void whatIsDownloadedIsWhatIsStoredUnderTheNextNumber() throws IOException {
        server.sync(0, "{}");
        server.clock.goOn(Duration.ofSeconds(1));
        var file = server.device("b").download();
        assertThat(server.state().usn()).isEqualTo(2);
        assertThat(server.state().modified()).isEqualTo(server.clock.instant());
        assertThat(withoutHeader(file)).isEqualTo(withoutHeader(Files.readAllBytes(server.folder.collection())));
        try (var files = Files.list(server.folder.path())) {
            assertThat(files).noneMatch(left -> left.toString().contains(".new"));
        }
    }

    /// SQLite counts in the first page how often a file was written.
    private static byte[] withoutHeader(byte[] file) {
        return Arrays.copyOfRange(file, 100, file.length);
    }

    @Test
    void aNewAccountDownloadsAnEmptyCollection() throws IOException {
        assertThat(number(server.device("b").download(), "select count(*) as n from cards"))
                .isZero();
        assertThat(server.device("b").meta().get("empty").booleanValue()).isTrue();
    }

    @Test
    void oldClientsGetTheOldSchemaAndMaySendIt() throws IOException {
        server.device("a").upload(collection(3));
        var old = new TestSync.Device(server.collections, server.ana, "old", SyncVersion.V10);
        var file = old.download();
        assertThat(number(file, "select ver as n from col")).isEqualTo(11);
        assertThat(server.number("select ver as n from col")).isEqualTo(18);

        assertThat(old.upload(file)).isEqualTo("OK");
        assertThat(server.number("select ver as n from col")).isEqualTo(18);
        assertThat(server.number("select count(*) as n from notetypes")).isEqualTo(2);
        assertThat(server.state().usn()).isEqualTo(2);
        assertThat(server.collections.verify(server.ana.id()).orElseThrow().sound())
                .isTrue();
        server.sync(2, "{\"cards\":[" + card(99, 10) + "]}");
    }

    @Test
    void theLogOfADeadProcessIsPartOfWhatIsDownloaded() throws IOException {
        server.sync(0, "{}");
        var left = root.resolve("left.wal");
        try (var dying = server.folder.open()) {
            dying.write(tx -> tx.update("update col set crt = 77"));
            Files.copy(server.folder.path().resolve("collection.anki2-wal"), left);
            var before = root.resolve("left.anki2");
            Files.copy(server.folder.collection(), before);
        }
        Files.copy(root.resolve("left.anki2"), server.folder.collection(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(left, server.folder.path().resolve("collection.anki2-wal"));
        assertThat(number(server.device("b").download(), "select crt as n from col"))
                .isEqualTo(77);
    }

    @Test
    void theLogOfADeadProcessNeverMeetsANewFile() throws IOException {
        server.sync(0, "{}");
        var left = root.resolve("left.wal");
        try (var dying = server.folder.open()) {
            dying.write(tx -> tx.update("update col set crt = 77"));
            Files.copy(server.folder.path().resolve("collection.anki2-wal"), left);
        }
        Files.copy(left, server.folder.path().resolve("collection.anki2-wal"));
        var sent = collection(3);
        assertThat(server.device("a").upload(sent)).isEqualTo("OK");
        assertThat(server.folder.collection()).hasBinaryContent(sent);
        assertThat(server.number("select count(*) as n from cards")).isEqualTo(3);
    }

    @Test
    void aCollectionMovesFromServerToServerWithItsLog() throws IOException {
        server.sync(0, "{\"cards\":[" + card(7, 10) + "]}");
        var source = Files.createDirectory(root.resolve("source"));
        assertThat(server.collections.exportTo(server.account().id(), source)).isFalse();
        assertThat(server.collections.importFrom(server.ana, source)).isFalse();
        assertThat(server.collections.exportTo(server.ana.id(), source)).isTrue();
        var exported = Files.readAllBytes(source.resolve("collection.anki2"));
        try (var running = SqliteFile.openToWrite(source.resolve("collection.anki2"), Unicase.COLLATION)) {
            running.write(tx -> tx.update("update col set usn = 55"));

            assertThat(server.collections.importFrom(server.ana, source)).isTrue();
            assertThat(source.resolve("collection.anki2")).hasBinaryContent(exported);
        }
        assertThat(server.state().usn()).isEqualTo(55);
        assertThat(server.number("select id as n from cards")).isEqualTo(7);
        assertThat(server.collections.snapshots(server.ana.id()).getFirst().reason())
                .isEqualTo(Snapshot.Reason.IMPORT);
        Files.writeString(source.resolve("collection.anki2"), "no collection");
        assertThatThrownBy(() -> server.collections.importFrom(server.ana, source))
                .isInstanceOf(Unreadable.class);
        assertThat(server.state().usn()).isEqualTo(55);
    }

    @Test
    void damageIsFound() throws IOException {
        assertThat(server.collections.verify(server.ana.id())).isEmpty();
        server.device("a").upload(collection(1_000));
        assertThat(server.collections.verify(server.ana.id()).orElseThrow().problems())
                .isEmpty();
        var file = Files.readAllBytes(server.folder.collection());
        Arrays.fill(file, file.length / 2, file.length - 5_000, (byte) 7);
        Files.write(server.folder.collection(), file);
        assertThat(server.collections.verify(server.ana.id()).orElseThrow().problems())
                .isNotEmpty();
    }
}
