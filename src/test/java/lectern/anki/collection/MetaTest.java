package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;

import static lectern.anki.collection.TestSync.card;
import static org.assertj.core.api.Assertions.assertThat;

/// What `meta` says of a file it has read before.
class MetaTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has an account of its own

    @TempDir
    private Path root;

    private TestSync server;

    @BeforeEach
    void open() throws IOException {
        server = new TestSync(DATABASE.open(), root.resolve("anki"));
        server.sync(0, "{\"cards\":[" + card(1, 10) + "]}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private long usn() throws IOException {
        return server.device("icon").meta().path("usn").longValue();
    }

    /// From here on the file is old enough to be remembered.
    private void later() throws IOException {
        var modified = Files.getLastModifiedTime(server.folder.collection()).toInstant();
        server.clock.goOn(Duration.between(server.clock.instant(), modified.plusSeconds(10)));
        usn();
    }

    @Test
    void aFileThatNobodyTouchedIsNotReadAgain() throws IOException {
        later();
        var modified = Files.getLastModifiedTime(server.folder.collection());
        Files.write(server.folder.collection(), new byte[(int) Files.size(server.folder.collection())]);
        Files.setLastModifiedTime(server.folder.collection(), modified);
        assertThat(usn()).isEqualTo(1);
    }

    @Test
    void itSaysAtOnceWhatWasDoneHere() throws IOException {
        later();
        server.sync(1, "{\"cards\":[" + card(2, 10) + "]}");
        assertThat(usn()).isEqualTo(2);
        later();
        server.device("downloading").download();
        assertThat(usn()).isEqualTo(3);
        later();
        server.collections.reset(server.ana);
        assertThat(usn()).isEqualTo(4);
        assertThat(server.device("icon").meta().path("empty").booleanValue()).isTrue();
    }

    @Test
    void itSaysAtOnceWhatAnotherProcessDid() throws IOException {
        later();
        try (var another = server.anotherProcess()) {
            var device = new TestSync.Device(
                    another, server.ana, "there", server.device("").version());
            device.start(1);
            device.applyChunk("{\"cards\":[" + card(2, 10) + "]}");
            assertThat(usn()).isEqualTo(1);
            device.finish();
            assertThat(usn()).isEqualTo(2);
            later();
            another.reset(server.ana);
            assertThat(usn()).isEqualTo(3);
        }
    }

    /// What is committed stands in a log for as long as another program has the file open.
    @Test
    void itSaysAtOnceWhatAnotherProgramWrote() throws IOException {
        later();
        try (var file = server.folder.open()) {
            file.write(tx -> tx.update("update col set usn = 20"));
            assertThat(usn()).isEqualTo(20);
            file.write(tx -> tx.update("update col set usn = 21"));
            assertThat(usn()).isEqualTo(21);
        }
        assertThat(usn()).isEqualTo(21);
        later();
        assertThat(usn()).isEqualTo(21);
    }

    @Test
    void anOlderFileInItsPlaceIsSeen() throws IOException {
        var old = root.resolve("old.anki2");
        Files.copy(server.folder.collection(), old, StandardCopyOption.COPY_ATTRIBUTES);
        server.sync(1, "{\"cards\":[" + card(2, 10) + "]}");
        later();
        assertThat(usn()).isEqualTo(2);
        Files.move(old, server.folder.collection(), StandardCopyOption.ATOMIC_MOVE);
        assertThat(usn()).isEqualTo(1);
    }

    /// As when changes follow each other faster than the file system's clock ticks.
    @Test
    void changesThatLeaveTheSameTimeAreSeen() throws IOException {
        for (int usn = 1; usn < 5; usn++) {
            Files.setLastModifiedTime(server.folder.collection(), FileTime.from(server.clock.instant()));
            assertThat(usn()).isEqualTo(usn);
            server.sync(usn, "{}");
        }
    }
}
