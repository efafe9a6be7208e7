package lectern.e2e.anki;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

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

/// The server is killed while a device syncs, uploads or sends media, at any byte. Afterwards nobody is locked out, and
/// all devices end with the same.
@Tag("e2e")
class AnkiCrashTest {
    private static final int MOST_PIECES_BEFORE_A_KILL = 25;

    private final long seed = Long.getLong("lectern.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void devicesConvergeAfterTwelveKills() throws Exception {
        killAgainAndAgain(12);
    }

    @Test
    @Tag("long")
    void devicesConvergeAfterThreeHundredKills() throws Exception {
        killAgainAndAgain(300);
    }

    private void killAgainAndAgain(int rounds) throws Exception {
        Files.createDirectory(AnkiServer.data(folder));
        try (var server = new MortalServer();
                var desktop = AnkiServer.device(folder, server.address(), "desktop");
                var phone = AnkiServer.device(folder, server.address(), "phone")) {
            phone.edits().addNotes(500, "Default", "first");
            settle(phone, desktop, "at first");
            for (int round = 0; round < rounds; round++) {
                new RandomEdits(desktop, random.nextLong()).make(5);
                assertThat(desktop.sync()).isEqualTo(ChangesRequired.NO_CHANGES);
                new RandomEdits(phone, random.nextLong()).make(20);
                server.killAfter(1 + random.nextInt(MOST_PIECES_BEFORE_A_KILL));
                syncUntilKilled(phone);
                server.restart();
                settle(phone, desktop, "seed %d, round %d".formatted(seed, round));
            }
        }
    }

    /// Each kind of sync in its turn; what is left of the pieces may be more than it takes.
    private void syncUntilKilled(AnkiDevice phone) {
        try {
            switch (random.nextInt(4)) {
                case 0 -> phone.upload();
                case 1 -> phone.syncMedia();
                default -> phone.sync();
            }
        } catch (EngineException _) {
            // the server was killed, as it was meant to be
        }
    }

    /// A device that was cut off in an upload must choose; its owner wanted to upload.
    private void settle(AnkiDevice phone, AnkiDevice desktop, String what) {
        if (phone.sync() != ChangesRequired.NO_CHANGES) {
            phone.upload();
        }
        if (desktop.sync() != ChangesRequired.NO_CHANGES) {
            desktop.download();
        }
        for (var device : new AnkiDevice[] {phone, desktop, phone, desktop, phone, desktop}) {
            assertThat(device.sync()).as(what).isEqualTo(ChangesRequired.NO_CHANGES);
            device.syncMedia();
        }
        AnkiServer.assertInStep(folder, what, phone, desktop);
    }

    /// A server behind a relay that kills it after a number of pieces, and finds the next one.
    private final class MortalServer implements AutoCloseable, Relay.Watcher {
        private final AtomicInteger piecesLeft = new AtomicInteger(Integer.MAX_VALUE);
        private ServerProcess process = start();
        private final Relay relay = Relay.to(process.address(), this);

        private ServerProcess start() {
            return ServerProcess.start(Packaged.SCRIPT, AnkiServer.data(folder), AnkiServer.ANA);
        }

        URI address() {
            return relay.address();
        }

        void killAfter(int pieces) {
            piecesLeft.set(pieces);
        }

        void restart() {
            process.kill();
            piecesLeft.set(Integer.MAX_VALUE);
            process = start();
            relay.to(process.address());
        }

        @Override
        public boolean asks(String path, long bytes) {
            return survives();
        }

        @Override
        public boolean answers(String path, long bytes) {
            return survives();
        }

        private boolean survives() {
            if (piecesLeft.decrementAndGet() == 0) {
                process.kill();
            }
            return piecesLeft.get() > 0;
        }

        @Override
        public void close() {
            relay.close();
            process.close();
        }
    }
}
