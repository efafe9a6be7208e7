package lectern.e2e.anki;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import anki.backend.BackendError;
import anki.sync.SyncCollectionResponse.ChangesRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.e2e.anki.engine.AnkiDevice;
import lectern.e2e.anki.engine.DeviceProcess;
import lectern.e2e.anki.engine.DeviceProcess.Task;
import lectern.e2e.anki.engine.EngineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Something happens in the middle of a sync. Afterwards the devices sync as if nothing had, and nothing is lost.
class InterruptedSyncTest {
    @TempDir
    Path folder;

    private AnkiServer server;
    private AnkiDevice desktop;

    @BeforeEach
    void start() {
        server = AnkiServer.start(folder);
        desktop = server.device("desktop");
        desktop.edits().addNotes(300, "Default", "first");
        desktop.upload();
    }

    @AfterEach
    void stop() {
        desktop.close();
        server.close();
    }

    @Test
    void anotherDeviceSyncsBetweenMetaAndStart() {
        var intruder = new AtomicReference<Runnable>(() -> {});
        try (var relay = Relay.to(
                        server.address(),
                        onceBefore("/sync/start", () -> intruder.get().run()));
                var phone = deviceBehind(relay, "phone")) {
            phone.download();
            desktop.edits().addNotes(5, "Default", "from the desktop");
            phone.edits().addNotes(5, "Default", "from the phone");
            intruder.set(() -> assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES));

            assertThat(phone.sync()).isEqualTo(ChangesRequired.NO_CHANGES);

            settle(phone);
            assertThat(desktop.edits().notes("")).hasSize(310);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/sync/applyChanges", "/sync/chunk", "/sync/applyChunk", "/sync/sanityCheck2", "/sync/finish"})
    void theNewestDeviceWinsAndTheOtherSyncsLater(String where) {
        try (var relay = Relay.to(
                        server.address(),
                        onceBefore(where, () -> assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES)));
                var phone = deviceBehind(relay, "phone")) {
            phone.download();
            desktop.edits().addNotes(5, "Default", "from the desktop");
            phone.edits().addNotes(5, "Default", "from the phone");

            assertThatThrownBy(phone::sync)
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(BackendError.Kind.SYNC_OTHER_ERROR))
                    .hasMessageContaining("one copy of Anki");

            settle(phone);
            assertThat(desktop.edits().notes("")).hasSize(310);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sync/meta",
                "/sync/start",
                "/sync/applyGraves",
                "/sync/applyChanges",
                "/sync/chunk",
                "/sync/applyChunk",
                "/sync/sanityCheck2",
                "/sync/finish"
            })
    void aDeviceIsKilled(String where) {
        var process = new AtomicReference<DeviceProcess>();
        try (var relay =
                Relay.to(server.address(), onceBefore(where, () -> process.get().kill()))) {
            try (var phone = deviceBehind(relay, "phone")) {
                phone.download();
                phone.edits().addNotes(5, "Default", "from the phone");
                phone.edits().deleteNotes(phone.edits().notes("first").subList(0, 3));
            }
            desktop.edits().addNotes(5, "Default", "from the desktop");
            process.set(DeviceProcess.start(folder.resolve("phone"), Task.SYNC));
            assertThat(process.get().await()).isEmpty();
            assertThat(relay.paths()).contains(where);

            try (var phone = AnkiDevice.open(folder.resolve("phone"))) {
                settle(phone);
                assertThat(desktop.edits().notes("")).hasSize(307);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sync/start",
                "/sync/applyGraves",
                "/sync/applyChanges",
                "/sync/chunk",
                "/sync/applyChunk",
                "/sync/sanityCheck2",
                "/sync/finish"
            })
    void theAnswerIsLost(String where) {
        var cut = new AtomicBoolean();
        Relay.Watcher watcher = new Relay.Watcher() {
            @Override
            public boolean answers(String path, long bytes) {
                return !(path.equals(where) && cut.compareAndSet(false, true));
            }
        };
        try (var relay = Relay.to(server.address(), watcher);
                var phone = deviceBehind(relay, "phone")) {
            phone.download();
            phone.edits().addNotes(5, "Default", "from the phone");
            phone.edits().deleteNotes(phone.edits().notes("first").subList(0, 3));
            desktop.edits().addNotes(5, "Default", "from the desktop");

            assertThatThrownBy(phone::sync).isInstanceOf(EngineException.class);

            settle(phone);
            assertThat(desktop.edits().notes("")).hasSize(307);
        }
    }

    @Test
    void theOwnerPressesCancel() {
        var phones = new AtomicReference<AnkiDevice>();
        try (var relay = Relay.to(
                        server.address(),
                        onceBefore("/sync/applyChunk", () -> phones.get().cancelSync()));
                var phone = deviceBehind(relay, "phone")) {
            phones.set(phone);
            phone.download();
            phone.edits().addNotes(5, "Default", "from the phone");

            assertThatThrownBy(phone::sync)
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(BackendError.Kind.INTERRUPTED));

            settle(phone);
            assertThat(desktop.edits().notes("")).hasSize(305);
        }
    }

    @Test
    void anUploadThatIsCutOffChangesNothing() {
        Relay.Watcher watcher = new Relay.Watcher() {
            @Override
            public boolean asks(String path, long bytes) {
                return !path.equals("/sync/upload") || bytes < 20_000;
            }
        };
        try (var relay = Relay.to(server.address(), watcher);
                var phone = deviceBehind(relay, "phone")) {
            phone.edits().addNotes(5000, "Default", "from the phone");

            assertThatThrownBy(phone::upload).isInstanceOf(EngineException.class);

            assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
            server.assertInStep(desktop);
        }
    }

    @Test
    void aDownloadThatIsCutOffLeavesTheDeviceAsItWas() {
        Relay.Watcher watcher = new Relay.Watcher() {
            @Override
            public boolean answers(String path, long bytes) {
                return !path.equals("/sync/download") || bytes < 5000;
            }
        };
        try (var relay = Relay.to(server.address(), watcher);
                var phone = deviceBehind(relay, "phone")) {
            phone.edits().addNotes(5, "Default", "from the phone");

            assertThatThrownBy(phone::download).isInstanceOf(EngineException.class);

            assertThat(phone.edits().notes("")).hasSize(5);
            desktop.edits().addNotes(1, "Default", "after that");
            assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
        }
    }

    @Test
    void anUploadEndsTheOpenSyncOfAnotherDevice() {
        try (var tablet = server.device("tablet");
                var relay = Relay.to(server.address(), onceBefore("/sync/applyChunk", tablet::upload));
                var phone = deviceBehind(relay, "phone")) {
            tablet.edits().addNotes(7, "Default", "from the tablet");
            phone.download();
            phone.edits().addNotes(5, "Default", "from the phone");

            assertThatThrownBy(phone::sync).isInstanceOf(EngineException.class);

            assertThat(phone.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
            phone.download();
            server.assertInStep(tablet, phone);
        }
    }

    private AnkiDevice deviceBehind(Relay relay, String name) {
        return AnkiServer.device(folder, relay.address(), name);
    }

    /// Both devices sync, and then hold the same.
    private void settle(AnkiDevice phone) {
        for (var device : List.of(phone, desktop, phone, desktop)) {
            assertThat(device.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
        }
        server.assertInStep(desktop, phone);
    }

    private static Relay.Watcher onceBefore(String where, Runnable what) {
        var done = new AtomicBoolean();
        return new Relay.Watcher() {
            @Override
            public boolean asks(String path, long bytes) {
                if (path.equals(where) && done.compareAndSet(false, true)) {
                    what.run();
                }
                return true;
            }
        };
    }
}
