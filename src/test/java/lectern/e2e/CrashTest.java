package lectern.e2e;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever a device was told is stored is stored, though the server had no moment left to put anything in order.
@Tag("e2e")
class CrashTest {
    private static final int WRITERS = 24;
    private static final int MOST_PUSHES_BEFORE_A_KILL = 3000;
    private static final Map<String, String> SETTINGS = Map.of("LECTERN_KOSYNC_PUSHES_PER_MINUTE", "1000000");

    private final long seed = Long.getLong("lectern.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedPushIsThereAfterTwentyKills() throws Exception {
        killAgainAndAgain(20);
    }

    @Test
    @Tag("long")
    void everyAcknowledgedPushIsThereAfterFiveHundredKills() throws Exception {
        killAgainAndAgain(500);
    }

    private void killAgainAndAgain(int rounds) throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));
        ServerProcess.run(Packaged.SCRIPT, data, "password\n", "user", "add", "ana");
        var books = IntStream.range(0, WRITERS).mapToObj(Book::new).toList();
        for (int round = 0; round < rounds; round++) {
            try (var server = ServerProcess.start(Packaged.SCRIPT, data, SETTINGS)) {
                findEveryAcknowledgedPush(server, books);
                pushUntilKilled(server, books);
            }
        }
        try (var server = ServerProcess.start(Packaged.SCRIPT, data, SETTINGS)) {
            findEveryAcknowledgedPush(server, books);
        }
    }

    private void findEveryAcknowledgedPush(ServerProcess server, List<Book> books) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var kobo = new Kobo(client, server.address(), "ana");
            for (var book : books) {
                var found = kobo.pull(book.document);
                assertThat(found.statusCode()).isEqualTo(200);
                assertThat(book.places())
                        .as("seed %d, %s was left at %s", seed, book.document, found.body())
                        .anyMatch(place -> found.body().contains(place));
            }
        }
    }

    private void pushUntilKilled(ServerProcess server, List<Book> books) throws Exception {
        var pushesLeft = new CountDownLatch(1 + random.nextInt(MOST_PUSHES_BEFORE_A_KILL));
        try (var client = HttpClient.newHttpClient();
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var kobo = new Kobo(client, server.address(), "ana");
            books.forEach(book -> writers.execute(() -> book.pushUntilCutOff(kobo, pushesLeft)));
            assertThat(pushesLeft.await(1, TimeUnit.MINUTES))
                    .as("seed %d", seed)
                    .isTrue();
            server.kill();
        }
    }

    /// One document, which one device writes and no other.
    private static final class Book {
        private final String document;
        private volatile int sent;
        private volatile int acknowledged;

        Book(int number) {
            this.document = "%032x".formatted(number);
        }

        void pushUntilCutOff(Kobo kobo, CountDownLatch pushesLeft) {
            try {
                while (true) {
                    int next = acknowledged + 1;
                    sent = next;
                    if (kobo.push(document, place(next)).statusCode() != 200) {
                        return;
                    }
                    acknowledged = next;
                    pushesLeft.countDown();
                }
            } catch (IOException _) {
                // the server was killed, as it was meant to be
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /// What the server may say: the last that it acknowledged, or the one after it whose answer was cut off.
        List<String> places() {
            return acknowledged == 0 ? List.of("{}", place(sent)) : List.of(place(acknowledged), place(sent));
        }

        private static String place(int number) {
            return "/body/DocFragment[" + number + "]/body/p[1]";
        }
    }
}
