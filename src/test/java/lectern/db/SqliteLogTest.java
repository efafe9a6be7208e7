package lectern.db;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class SqliteLogTest {
    private static final int LONGEST = 8 * 1024 * 1024; // twice the length at which SQLite itself begins to try
    private static final int BYTES = 64 * 1024;
    private static final int LONG = 100;

    @TempDir
    private Path folder;

    @Test
    void readersThatNeverPauseDoNotMakeItGrow() {
        try (var database = open(Duration.ofMinutes(1))) {
            long longest = 0;
            try (var readers = new Relay(database)) {
                for (int id = 1; id <= 400; id++) {
                    write(database, id, id);
                    readers.written();
                    longest = Math.max(longest, length());
                }
            }

            assertThat(longest).isLessThan(LONGEST + 4L * BYTES);
            assertThat(rows(database)).isEqualTo(400);
        }
    }

    @Test
    void aReadThatIsTooSlowIsNotWaitedForAndTheNextTimeItIsCut() throws Exception {
        try (var database = open(Duration.ofMillis(1))) {
            var reading = new CountDownLatch(1);
            var over = new CountDownLatch(1);
            var slow = Thread.ofVirtual()
                    .start(() -> database.read(tx -> {
                        var seen = tx.list("select id from thing", row -> row.whole("id"));
                        reading.countDown();
                        await(over);
                        return seen;
                    }));
            await(reading);
            write(database, 1, 200);

            assertThat(length()).isGreaterThan(LONGEST);
            assertThat(rows(database)).as("others go on reading").isEqualTo(200);

            over.countDown();
            Threads.join(slow);
            write(database, 201, 202);
            assertThat(length()).isLessThan(4L * BYTES);
            assertThat(rows(database)).isEqualTo(202);
        }
    }

    @Test
    void anotherProcessThatReadsIsNotWaitedForEither() {
        try (var database = open(Duration.ofMinutes(1))) {
            write(database, 1, 1);
            try (var other = SqliteSession.toRead(file())) {
                other.execute("begin");
                other.ask("select count(*) from thing");
                write(database, 2, 200);
                assertThat(length()).isGreaterThan(LONGEST);
            }

            write(database, 201, 202);
            assertThat(length()).isLessThan(4L * BYTES);
        }
    }

    private Database open(Duration patience) {
        var log = SqliteLog.of(file(), LONGEST, patience, Duration.ZERO);
        var database = SqliteDatabase.open(file(), List.of(), log);
        database.write(tx -> tx.update("create table thing (id integer primary key, content blob)"));
        return database;
    }

    /// Two readers that read on and on: each read lasts for some writes, and until the other reader has begun its next.
    /// So at no moment nobody reads; unless reads are held back, which a reader notices by waiting in vain.
    private static final class Relay implements AutoCloseable {
        private final Semaphore[] begun = {new Semaphore(0), new Semaphore(0)};
        private final Phaser writes = new Phaser(1);
        private final List<Thread> readers;
        private volatile boolean over;

        private Relay(Database database) {
            readers = IntStream.range(0, 2)
                    .mapToObj(number -> Thread.ofVirtual().start(() -> {
                        if (number == 1) {
                            waitFor(() -> begun[0].tryAcquire(LONG, MILLISECONDS));
                        }
                        while (!over) {
                            database.read(tx -> run(tx, number));
                        }
                    }))
                    .toList();
        }

        private List<Long> run(Tx tx, int number) {
            var seen = tx.list("select id from thing limit 1", row -> row.whole("id"));
            begun[number].release();
            waitFor(() -> writes.awaitAdvanceInterruptibly(writes.getPhase(), LONG, MILLISECONDS));
            waitFor(() -> begun[1 - number].tryAcquire(LONG, MILLISECONDS));
            return seen;
        }

        private void waitFor(Callable<?> event) {
            try {
                event.call();
            } catch (TimeoutException _) {
                // held back
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private void written() {
            writes.arrive();
        }

        @Override
        public void close() {
            over = true;
            readers.forEach(Threads::join);
        }
    }

    private static void write(Database database, int first, int last) {
        for (int id = first; id <= last; id++) {
            var number = id;
            database.write(tx -> tx.update("insert into thing values (?, ?)", number, new byte[BYTES]));
        }
    }

    private static long rows(Database database) {
        return database.read(tx -> tx.one("select count(*) as rows from thing", row -> row.whole("rows")))
                .orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path file() {
        return folder.resolve("lectern.db");
    }

    private long length() {
        return folder.resolve("lectern.db-wal").toFile().length();
    }
}
