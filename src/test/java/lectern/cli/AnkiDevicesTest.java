package lectern.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import anki.sync.SyncCollectionResponse.ChangesRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.e2e.anki.AnkiServer;
import lectern.e2e.anki.engine.AnkiDevice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// What the commands do to a collection while its devices go on, with the engine of the real Anki.
class AnkiDevicesTest {
    @TempDir
    Path home;

    private AnkiServer server;
    private AnkiDevice desktop;
    private AnkiDevice phone;

    @BeforeEach
    void begin() {
        server = AnkiServer.start(home);
        desktop = server.device("desktop");
        phone = server.device("phone");
        desktop.edits().addNotes(5, "Default", "first");
        desktop.edits().addMedia("über.txt", "media".getBytes(UTF_8));
        desktop.upload();
        desktop.syncMedia();
        phone.download();
        phone.syncMedia();
    }

    @AfterEach
    void stop() {
        desktop.close();
        phone.close();
        server.close();
    }

    @Test
    void everyDeviceIsAskedAfterASnapshotWasBroughtBack() {
        var kept = console(home).run("anki", "snapshots", AnkiServer.NAME, "--keep", "--json");
        desktop.edits().addNotes(3, "Default", "a mistake");
        sync(desktop, phone, desktop);

        var snapshot = kept.json().get(0).get("snapshot").stringValue();
        run(home, "anki", "restore", AnkiServer.NAME, snapshot);

        for (var device : List.of(desktop, phone)) {
            assertThat(device.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
            device.download();
            assertThat(device.edits().notes("")).hasSize(5);
        }
        desktop.edits().addNotes(1, "Default", "after that");
        sync(desktop, phone, desktop);
        server.assertInStep(desktop, phone);
    }

    @Test
    void anEmptiedCollectionTakesWhatADeviceUploads() {
        run(home, "anki", "reset", AnkiServer.NAME, "--yes");

        assertThat(desktop.sync()).isEqualTo(ChangesRequired.FULL_UPLOAD);
        desktop.upload();
        assertThat(phone.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
        phone.download();
        server.assertInStep(desktop, phone);
    }

    /// As from one machine to another: the devices are told the new address, sign in, and go on with ordinary syncs.
    @Test
    void aCollectionMovesToAnotherServerWithItsMedia() throws Exception {
        phone.edits().addNotes(2, "Default", "not sent yet");
        run(home, "anki", "export", AnkiServer.NAME, "out");
        var house = Files.createDirectories(home.resolve("another house"));
        try (var another = AnkiServer.start(house)) {
            assertThat(run(
                            house,
                            "anki",
                            "import",
                            AnkiServer.NAME,
                            home.resolve("out").toString()))
                    .isEqualTo("Ana has the collection and 1 media files.\n");
            for (var device : List.of(desktop, phone)) {
                device.login(another.address(), AnkiServer.NAME, AnkiServer.PASSWORD);
            }
            phone.edits().addMedia("new.txt", "new".getBytes(UTF_8));
            desktop.edits().deleteMedia(List.of("über.txt"));

            sync(desktop, phone, desktop, phone);

            another.assertInStep(desktop, phone);
            assertThat(desktop.edits().notes("")).hasSize(7);
            assertThat(desktop.mediaFolder().toFile().list()).containsExactly("new.txt");
        }
    }

    private static void sync(AnkiDevice... devices) {
        for (var device : devices) {
            assertThat(device.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
            device.syncMedia();
        }
    }

    private static String run(Path home, String... words) {
        return console(home).run(words).succeeded().out();
    }

    private static FakeConsole console(Path home) {
        return new FakeConsole(home, Clock.systemUTC());
    }
}
