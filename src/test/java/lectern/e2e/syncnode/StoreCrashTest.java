package lectern.e2e.syncnode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.account.Sweeper;
import lectern.config.Config;
import lectern.config.Settings;
import lectern.e2e.Packaged;
import lectern.e2e.ServerProcess;
import lectern.server.Stores;
import lectern.syncnode.StoreClient;
import lectern.syncnode.entry.Content;

import static org.assertj.core.api.Assertions.assertThat;

/// The server is killed while apps write, remove and read stores of a byte to 20 MB. What was acknowledged is there,
/// whole and under its token; what was cut off happened or did not; the feed tells the same as the list; and in the
/// end no file lies around that belongs to no store.
@Tag("e2e")
class StoreCrashTest {
    private static final int WRITERS = 8;
    private static final int READERS = 2;
    private static final int MOST_BYTES_BEFORE_A_KILL = 20_000_000;
    private static final int SHARDS = 256;
    private static final Duration YEARS = Duration.ofDays(800);
    private static final Map<String, String> SETTINGS = Map.of("LECTERN_REGISTRATION", "open", "LECTERN_LIMITS", "off");

    private final long seed = Long.getLong("lectern.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final List<Shelf> shelves = IntStream.range(0, WRITERS)
            .mapToObj(number -> new Shelf("shelf " + number, new Random(random.nextLong())))
            .toList();

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedValueIsWholeAfterTwentyKills() throws Exception {
        killAgainAndAgain(20);
    }

    @Test
    @Tag("long")
    void everyAcknowledgedValueIsWholeAfterFiveHundredKills() throws Exception {
        killAgainAndAgain(500);
    }

    private void killAgainAndAgain(int rounds) throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));
        try (var http = HttpClient.newHttpClient()) {
            try (var server = start(data)) {
                StoreClient.register(http, server.address(), "ana");
            }
            for (int round = 0; round < rounds; round++) {
                try (var server = start(data)) {
                    var ana = StoreClient.logIn(http, server.address(), "ana");
                    findEverything(ana);
                    writeUntilKilled(server, ana);
                }
            }
            try (var server = start(data)) {
                findEverything(StoreClient.logIn(http, server.address(), "ana"));
            }
            sweepEverythingThatIsDue(data, YEARS);
            sweepEverythingThatIsDue(data, YEARS.plusDays(1)); // bytes outlive their versions by an hour
            try (var server = start(data)) {
                findEverything(StoreClient.logIn(http, server.address(), "ana"));
            }
        }
        var inFiles = shelves.stream()
                .filter(shelf -> shelf.size() > Content.MOST_INLINE)
                .count();
        assertThat(filesBelow(data.resolve("blobs"))).as("seed %d", seed).hasSize((int) inFiles);
    }

    private static ServerProcess start(Path data) {
        return ServerProcess.start(Packaged.SCRIPT, data, SETTINGS);
    }

    private void findEverything(StoreClient ana) {
        for (var shelf : shelves) {
            shelf.findWhatIsThere(ana, "seed " + seed);
        }
        assertThat(Everything.inTheFeed(ana)).as("seed %d", seed).isEqualTo(Everything.inTheList(ana));
    }

    private void writeUntilKilled(ServerProcess server, StoreClient ana) throws Exception {
        var countdown = new Countdown(1 + random.nextInt(MOST_BYTES_BEFORE_A_KILL));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            shelves.forEach(shelf ->
                    running.add(threads.submit(() -> untilCutOff(() -> shelf.change(ana, countdown)))));
            for (int i = 0; i < READERS; i++) {
                var reader = new Random(random.nextLong());
                running.add(threads.submit(() ->
                        untilCutOff(() -> shelves.get(reader.nextInt(WRITERS)).read(ana, "seed " + seed))));
            }
            assertThat(countdown.await(2, TimeUnit.MINUTES)).as("seed %d", seed).isTrue();
            server.kill();
            for (var end : running) {
                end.get();
            }
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    private static void untilCutOff(Step step) {
        try {
            while (true) {
                step.take();
            }
        } catch (IOException _) {
            // the server was killed, as it was meant to be
        }
    }

    /// As the server would by itself, so much later.
    private static void sweepEverythingThatIsDue(Path data, Duration later) {
        var config = Config.load(Settings.of(Map.of("LECTERN_DATA", data.toString()), data), data);
        InstantSource then = () -> InstantSource.system().instant().plus(later);
        try (var stores = Stores.open(config, new SecureRandom(), then)) {
            var sweeper = new Sweeper(stores.accounts(), stores.owned(), stores.expiring(), then);
            for (int i = 0; i <= SHARDS; i++) { // each round looks for strays in one folder
                sweeper.sweep();
            }
        }
    }

    private static List<Path> filesBelow(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
