package lectern.e2e.anki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import anki.sync.SyncCollectionResponse.ChangesRequired;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.e2e.Packaged;
import lectern.e2e.ServerProcess;
import lectern.e2e.anki.engine.AnkiDevice;
import lectern.e2e.anki.engine.EngineException;
import lectern.e2e.anki.engine.RandomEdits;

import static org.assertj.core.api.Assertions.assertThat;

/// Two servers over one data folder, and an account whose devices use one each, at the same moment.
@Tag("e2e")
class AnkiTwoServersTest {
    private static final int ROUNDS = 15;

    private final long seed = Long.getLong("lectern.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    @Tag("long")
    void whoeverIsFasterTheDevicesEndWithTheSame() throws Exception {
        Files.createDirectory(AnkiServer.data(folder));
        try (var here = start();
                var there = start();
                var phone = AnkiServer.device(folder, here.address(), "phone");
                var desktop = AnkiServer.device(folder, there.address(), "desktop");
                var threads = Executors.newFixedThreadPool(2)) {
            phone.edits().addNotes(500, "Default", "first");
            phone.upload();
            desktop.download();
            for (int round = 0; round < ROUNDS; round++) {
                new RandomEdits(phone, random.nextLong()).make(10);
                new RandomEdits(desktop, random.nextLong()).make(10);
                for (var device : threads.invokeAll(List.of(trying(phone), trying(desktop)))) {
                    device.get();
                }
                for (var device : new AnkiDevice[] {phone, desktop, phone, desktop, phone, desktop}) {
                    assertThat(device.sync()).as("seed %d", seed).isEqualTo(ChangesRequired.NO_CHANGES);
                    device.syncMedia();
                }
                AnkiServer.assertInStep(folder, "seed %d, round %d".formatted(seed, round), phone, desktop);
            }
        }
    }

    /// Of two that sync at once one may be told that the other does.
    private static Callable<AnkiDevice> trying(AnkiDevice device) {
        return () -> {
            try {
                assertThat(device.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
                device.syncMedia();
            } catch (EngineException overtaken) {
                assertThat(overtaken).hasMessageContaining("one copy of Anki");
            }
            return device;
        };
    }

    private ServerProcess start() {
        return ServerProcess.start(Packaged.SCRIPT, AnkiServer.data(folder), AnkiServer.ANA);
    }
}
