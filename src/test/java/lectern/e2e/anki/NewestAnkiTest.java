package lectern.e2e.anki;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import anki.sync.SyncCollectionResponse.ChangesRequired;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.e2e.anki.engine.Content;
import lectern.e2e.anki.engine.Device;
import lectern.e2e.anki.newest.NewestDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The newest Anki, alone and with Anki 2.1.66 on one account.
@Tag("anki-latest")
class NewestAnkiTest {
    @TempDir
    Path folder;

    private AnkiServer server;

    @BeforeEach
    void start() {
        server = AnkiServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aWrongPasswordIsSaidToBeOne() {
        try (var desktop = NewestDevice.open(folder.resolve("desktop"))) {
            assertThatThrownBy(() -> desktop.login(server.address(), AnkiServer.NAME, "wrong"))
                    .hasMessageContaining("password was incorrect");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aloneItsDevicesEndWithTheSame(long seed) {
        try (var desktop = device("desktop");
                var phone = device("phone");
                var tablet = device("tablet")) {
            new Rounds(folder, seed, desktop, phone, tablet)
                    .make(30, what -> AnkiServer.assertEqual(folder, what, desktop, phone, tablet));
        }
    }

    /// Two devices of each version, since what one version keeps can be compared in full with its like only.
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void withAnOlderOneAllEndWithTheSame(long seed) {
        try (var desktop = device("desktop");
                var phone = device("phone");
                var oldDesktop = server.device("old desktop");
                var oldPhone = server.device("old phone")) {
            new Rounds(folder, seed, desktop, oldDesktop, phone, oldPhone).make(30, what -> {
                var newest = desktop.content();
                var older = oldDesktop.content();
                assertThat(newest.differences(phone.content())).as(what).isEmpty();
                assertThat(older.differences(oldPhone.content())).as(what).isEmpty();
                assertThat(newest.withoutDetails().differences(older.withoutDetails()))
                        .as(what)
                        .isEmpty();
                assertSameAsStored(what, newest);
            });
        }
    }

    @Test
    void aNewFieldAsksForAOneWaySyncOnBoth() {
        try (var desktop = device("desktop");
                var old = server.device("old")) {
            begin(desktop, old);
            desktop.addField("Beispiel");
            assertThat(desktop.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
            desktop.upload();
            assertThat(old.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
            old.download();
            assertSame(desktop, old);

            old.edits().addField("Basic", "Noch eins");
            assertThat(old.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
            old.upload();
            assertThat(desktop.sync()).isEqualTo(ChangesRequired.FULL_SYNC);
            desktop.download();
            assertSame(desktop, old);
        }
    }

    @Test
    void twentyThousandNotesGoInOneSync() {
        try (var desktop = device("desktop");
                var old = server.device("old")) {
            begin(desktop, old);
            desktop.addNotes(20_000, "Viele", "Wort");
            assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
            assertThat(old.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
            assertThat(old.content().count("notes")).isEqualTo(20_005);
            assertSame(desktop, old);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sync/start", "/sync/applyChanges", "/sync/chunk", "/sync/applyChunk", "/sync/finish"})
    void aDeviceIsKilled(String where) {
        var victim = new AtomicReference<NewestDevice>();
        Relay.Watcher watcher = new Relay.Watcher() {
            @Override
            public boolean asks(String path, long bytes) {
                if (path.equals(where)) {
                    victim.get().kill();
                }
                return true;
            }
        };
        try (var relay = Relay.to(server.address(), watcher);
                var old = server.device("old")) {
            try (var phone = device("phone", relay.address())) {
                victim.set(phone);
                begin(old, phone);
                phone.addNotes(5, "Default", "from the phone");
                old.edits().addNotes(5, "Default", "from the old one");
                assertThatThrownBy(phone::sync).isInstanceOf(NewestDevice.Refused.class);
            }
            try (var phone = device("phone")) {
                for (var device : new Device[] {phone, old, phone, old}) {
                    assertThat(device.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
                }
                assertSame(phone, old);
                assertThat(old.content().count("notes")).isEqualTo(15);
            }
        }
    }

    @Test
    void anotherDeviceSyncsBetweenMetaAndStart() {
        var intruder = new AtomicReference<Runnable>(() -> {});
        Relay.Watcher watcher = new Relay.Watcher() {
            @Override
            public boolean asks(String path, long bytes) {
                if (path.equals("/sync/start")) {
                    intruder.getAndSet(() -> {}).run();
                }
                return true;
            }
        };
        try (var relay = Relay.to(server.address(), watcher);
                var phone = device("phone", relay.address());
                var old = server.device("old")) {
            begin(old, phone);
            old.edits().addNotes(5, "Default", "from the old one");
            phone.addNotes(5, "Default", "from the phone");
            intruder.set(() -> assertThat(old.sync()).isEqualTo(ChangesRequired.NO_CHANGES));
            for (var device : new Device[] {phone, old, phone, old}) {
                assertThat(device.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
            }
            assertSame(phone, old);
            assertThat(old.content().count("notes")).isEqualTo(15);
        }
    }

    private NewestDevice device(String name) {
        return device(name, server.address());
    }

    private NewestDevice device(String name, URI address) {
        var device = NewestDevice.open(folder.resolve(name));
        device.login(address, AnkiServer.NAME, AnkiServer.PASSWORD);
        return device;
    }

    /// Five notes on both.
    private static void begin(Device first, Device second) {
        first.addNotes(5, "Default", "first");
        assertThat(first.sync()).isEqualTo(ChangesRequired.FULL_UPLOAD);
        first.upload();
        assertThat(second.sync()).isEqualTo(ChangesRequired.FULL_DOWNLOAD);
        second.download();
    }

    private void assertSame(Device newest, Device older) {
        var content = newest.content();
        assertThat(content.withoutDetails().differences(older.content().withoutDetails()))
                .isEmpty();
        assertSameAsStored("a device and the server", content);
    }

    private void assertSameAsStored(String what, Content content) {
        assertThat(content.withoutMedia()
                        .withoutDetails()
                        .differences(AnkiServer.stored(folder).withoutDetails()))
                .as(what)
                .isEmpty();
    }
}
