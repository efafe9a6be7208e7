package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.anki.collection.Snapshot.Reason;
import lectern.db.TestDatabase;

import static lectern.anki.collection.TestSync.card;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SnapshotsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has an account of its own

    private static final CollectionSettings SETTINGS = new CollectionSettings(
            1 << 20,
            Duration.ofMinutes(10),
            Merge.CONVERGING,
            new CollectionSettings.Snapshots(3, Duration.ofDays(30), Duration.ofDays(1), 20));

    @TempDir
    private Path root;

    private TestSync server;

    @BeforeEach
    void open() {
        server = new TestSync(DATABASE.open(), root, SETTINGS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private List<Reason> reasons() throws IOException {
        return server.collections.snapshots(server.ana.id()).stream()
                .map(Snapshot::reason)
                .toList();
    }

    private void wish() throws IOException {
        server.clock.goOn(Duration.ofSeconds(1));
        assertThat(server.collections.keep(server.ana.id())).isTrue();
    }

    @Test
    void whoHasNothingHasNoSnapshots() throws IOException {
        assertThat(server.collections.keep(server.ana.id())).isFalse();
        assertThat(server.collections.snapshots(server.ana.id())).isEmpty();
        assertThat(server.collections.show(server.ana.id())).isEmpty();
        assertThat(server.collections.restore(server.ana, "20260101T000000000Z-wish"))
                .isFalse();
    }

    @Test
    void aCollectionIsShown() throws IOException {
        server.sync(0, "{\"cards\":[%s,%s]}".formatted(card(1, 10), card(2, 10)));
        server.device("a").start(1);
        var overview = server.collections.show(server.ana.id()).orElseThrow();
        assertThat(overview.content()).isEqualTo(new Overview.Content(server.state(), 0, 2, 0, 1, 2));
        assertThat(overview.bytes()).isEqualTo(Files.size(server.folder.collection()));
        assertThat(overview.holder()).map(Leases.Holder::name).contains("tests");
    }

    @Test
    void aSnapshotIsTheCommittedStateAlsoWhileSomebodySyncs() throws IOException {
        server.sync(0, "{}");
        var device = server.device("a");
        device.start(1);
        device.applyChunk("{\"cards\":[" + card(1, 10) + "]}");
        wish();
        device.finish();
        server.collections.restore(
                server.ana,
                server.collections.snapshots(server.ana.id()).getFirst().name());
        assertThat(server.number("select count(*) as n from cards")).isZero();
    }

    @Test
    void aRestoredCollectionAsksEveryClientAndKeepsWhatWasThere() throws IOException {
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
        wish();
        server.clock.goOn(Duration.ofSeconds(1));
        server.sync(1, "{\"cards\":[" + card(2, 10) + "]}");
        var before = server.state();
        var open = server.device("a");
        open.start(2);
        var wanted = server.collections.snapshots(server.ana.id()).getFirst();
        assertThat(server.collections.restore(server.ana, wanted.name())).isTrue();

        assertThat(server.number("select count(*) as n from cards")).isEqualTo(1);
        assertThat(server.state().modified()).isAfter(before.modified());
        assertThat(server.state().schemaModified()).isAfter(before.schemaModified());
        assertThat(server.state().usn()).isGreaterThan(before.usn());
        NormalSyncTest.refused(409, open::finish);
        assertThat(reasons()).startsWith(Reason.RESTORE);
        var replaced = server.collections.snapshots(server.ana.id()).getFirst();
        server.collections.restore(server.ana, replaced.name());
        assertThat(server.number("select count(*) as n from cards")).isEqualTo(2);
    }

    @Test
    void aCommandRestoresUnderAnOpenSync() throws IOException {
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
        wish();
        var wanted = server.collections.snapshots(server.ana.id()).getFirst();
        server.sync(1, "{\"cards\":[" + card(2, 10) + "]}");
        var open = server.device("a");
        open.start(2);
        open.applyChunk("{\"cards\":[" + card(3, 10) + "]}");
        try (var command = server.anotherProcess()) {
            assertThat(command.restore(server.ana, wanted.name())).isTrue();
        }
        var restored = server.state();
        NormalSyncTest.refused(409, open::finish);
        assertThat(server.state()).isEqualTo(restored);
        assertThat(server.texts("select id as t from cards")).containsExactly("1");
        server.sync(restored.usn(), "{\"cards\":[" + card(4, 10) + "]}");
        assertThat(server.texts("select id as t from cards")).containsExactly("1", "4");
        assertThat(server.collections.verify(server.ana.id()).orElseThrow().sound())
                .isTrue();
        assertThat(reasons()).contains(Reason.RESTORE);
    }

    @Test
    void aResetCollectionIsEmptyAndCanBeBroughtBack() throws IOException {
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
        var before = server.state();
        server.collections.reset(server.ana);
        var meta = server.device("a").meta();
        assertThat(meta.get("empty").booleanValue()).isTrue();
        assertThat(meta.get("scm").longValue())
                .isGreaterThan(before.schemaModified().toEpochMilli());
        assertThat(meta.get("mod").longValue()).isGreaterThan(before.modified().toEpochMilli());
        assertThat(reasons()).startsWith(Reason.RESET);
        server.collections.restore(
                server.ana,
                server.collections.snapshots(server.ana.id()).getFirst().name());
        assertThat(server.number("select count(*) as n from cards")).isEqualTo(1);
    }

    @Test
    void aDamagedCollectionIsKeptAsItIsAndReplaced() throws IOException {
        server.sync(0, "{}");
        wish();
        var wanted = server.collections.snapshots(server.ana.id()).getFirst();
        Files.writeString(server.folder.collection(), "no database at all");
        server.collections.restore(server.ana, wanted.name());
        assertThat(server.number("select count(*) as n from cards")).isZero();
        assertThat(server.folder.snapshots())
                .isDirectoryContaining(file ->
                        file.toString().contains("restore") && contentOf(file).equals("no database at all"));
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void onlyAFewAreKeptAndNotForEver() throws IOException {
        server.sync(0, "{}");
        for (int i = 0; i < 5; i++) {
            wish();
        }
        assertThat(reasons()).hasSize(3);
        server.clock.goOn(Duration.ofDays(29));
        wish();
        server.clock.goOn(Duration.ofDays(2));
        wish();
        assertThat(reasons()).hasSize(2);
        server.clock.goOn(Duration.ofDays(100));
        server.collections.tidy();
        assertThat(reasons()).as("the newest stays").hasSize(1);
    }

    @Test
    void aCollectionThatChangesIsCopiedOnceADay() throws IOException {
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
        awaitCopies(1);
        server.clock.goOn(Duration.ofHours(23));
        server.sync(1, "{\"cards\":[" + card(2, 10) + "]}");
        server.clock.goOn(Duration.ofHours(2));
        server.sync(2, "{}");
        assertThat(copies()).as("too early, and then nothing changed").isEqualTo(1);

        server.sync(3, "{\"cards\":[" + card(3, 10) + "]}");
        awaitCopies(2);
        server.clock.goOn(Duration.ofHours(25));
        var device = server.device("a");
        device.start(4);
        device.applyChanges("{\"models\":[],\"decks\":[[],[]],\"tags\":[\"new\"]}");
        device.finish();
        awaitCopies(3);
    }

    private long copies() throws IOException {
        return reasons().stream().filter(Reason.CHANGE::equals).count();
    }

    /// They are made when the client has its answer.
    private void awaitCopies(long count) {
        await().until(() -> copies() == count);
    }

    @Test
    void aSyncThatDeletesMuchIsPrecededByASnapshot() throws IOException {
        server.sync(
                0,
                "{\"notes\":[%s,%s,%s,%s,%s]}"
                        .formatted(
                                TestSync.note(1, 10, "a\u001fb"),
                                TestSync.note(2, 10, "a\u001fb"),
                                TestSync.note(3, 10, "a\u001fb"),
                                TestSync.note(4, 10, "a\u001fb"),
                                TestSync.note(5, 10, "a\u001fb")));
        var few = server.device("a");
        few.start(1);
        few.applyGraves("{\"cards\":[],\"decks\":[],\"notes\":[1,77,78]}");
        few.finish();
        assertThat(reasons()).doesNotContain(Reason.DELETION);
        var many = server.device("b");
        many.start(2);
        many.applyGraves("{\"cards\":[],\"decks\":[],\"notes\":[2]}");
        many.finish();
        assertThat(reasons()).contains(Reason.DELETION);
        server.collections.restore(
                server.ana,
                server.collections.snapshots(server.ana.id()).stream()
                        .filter(snapshot -> snapshot.reason() == Reason.DELETION)
                        .findFirst()
                        .orElseThrow()
                        .name());
        assertThat(server.number("select count(*) as n from notes")).isEqualTo(4);
    }

    @Test
    void aSyncThatFailsLeavesNone() throws IOException {
        server.sync(0, "{\"notes\":[" + TestSync.note(1, 10, "a\u001fb") + "]}");
        var device = server.device("b");
        device.start(1);
        device.applyGraves("{\"cards\":[],\"decks\":[],\"notes\":[1]}");
        device.abort();
        assertThat(reasons()).doesNotContain(Reason.DELETION);
    }

    @Test
    void whatWasNeverFinishedIsRemovedWhenItIsSurelyNobodys() throws IOException {
        server.sync(0, "{}");
        wish();
        var folder = server.folder.path();
        var link = server.folder.snapshots().resolve("20260301T090000000Z-upload.anki2");
        Files.createLink(link, server.folder.collection());
        var young = Files.writeString(folder.resolve("collection.1.new"), "");
        for (var name : List.of("collection.2.new", "collection.2.new-journal", ".nfs01", "collection.anki2")) {
            var old = folder.resolve(name);
            if (Files.notExists(old)) {
                Files.createFile(old);
            }
            Files.setLastModifiedTime(old, FileTime.from(server.clock.instant().minus(Duration.ofHours(2))));
        }
        Files.setLastModifiedTime(young, FileTime.from(server.clock.instant()));
        server.collections.tidy();
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("collection.anki2", "collection.1.new", "lock", "snapshots");
        }
        assertThat(link).doesNotExist();
        assertThat(reasons()).contains(Reason.WISH);
        server.sync(1, "{}");
    }

    @Test
    void anotherAccountsAreNotSeen() throws IOException {
        server.sync(0, "{}");
        wish();
        assertThat(server.collections.snapshots(server.account().id())).isEmpty();
    }

    @Test
    void theFolderGoesWithTheAccount() throws IOException {
        server.sync(0, "{}");
        wish();
        server.accounts.delete(server.ana);
        server.collections.close();
        var data = new CollectionData(root);
        while (data.deleteSome(server.ana.id(), 2) == 2) {
            assertThat(root).isNotEmptyDirectory();
        }
        assertThat(root).isEmptyDirectory();
        assertThat(data.deleteSome(server.ana.id(), 2)).isZero();
    }
}
