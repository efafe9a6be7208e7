package lectern.db;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Two processes on one file, and the sudden end of one.
class SqliteProcessesTest {
    private static final int FIRST_ID_HERE = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void bothWriteAtTheSameTimeAndNeitherStarves() throws Exception {
        try (var database = open()) {
            var stop = new AtomicBoolean();
            var ids = new AtomicInteger(FIRST_ID_HERE);
            var writers = IntStream.range(0, 32)
                    .mapToObj(_ -> Thread.startVirtualThread(() -> writeUntil(stop, ids, database)))
                    .toList();
            try (var second = SecondProcess.start(file(), 1, 50)) {
                var lines = second.output().lines().toList();
                assertThat(lines).hasSize(51).endsWith("done");
            } finally {
                stop.set(true);
                writers.forEach(Threads::join);
            }
            assertThat(count(database, "second")).isEqualTo(50);
            assertThat(count(database, "here")).isEqualTo(ids.get() - FIRST_ID_HERE);
        }
    }

    @Test
    void whatTheOtherWritesWakesWhoWaitsHere() throws Exception {
        try (var database = open();
                var second = SecondProcess.start(file(), 1, 1)) {
            long seen = database.commits().count();
            while (count(database, "second") == 0) {
                seen = database.commits().await(seen, Duration.ofMinutes(1));
            }
            assertThat(second.output().lines()).endsWith("done");
        }
    }

    @RepeatedTest(3)
    void whatWasAnsweredOutlivesAKilledProcess() throws Exception {
        open().close();
        var stored = new HashSet<Long>();
        try (var second = SecondProcess.start(file(), 32, 1_000_000)) {
            var output = second.output();
            while (stored.size() < 500) {
                stored.add(Long.parseLong(output.readLine()));
            }
            second.kill();
            // what the pipe still holds was answered too; the last line may be cut short
            var rest = String.join("\n", output.lines().toList());
            rest.lines()
                    .limit(Math.max(0, rest.lines().count() - 1))
                    .map(Long::parseLong)
                    .forEach(stored::add);
        }
        try (var database = SqliteDatabase.open(file(), List.of())) {
            List<Long> found = database.read(tx -> tx.list("select id from thing", row -> row.whole("id")));
            assertThat(found).containsAll(stored);
        }
    }

    private Database open() {
        var database = SqliteDatabase.open(file(), List.of());
        database.write(tx -> tx.update("create table thing (id integer primary key, words text)"));
        return database;
    }

    private static void writeUntil(AtomicBoolean stop, AtomicInteger ids, Database database) {
        while (!stop.get()) {
            var id = ids.getAndIncrement();
            database.write(tx -> tx.update("insert into thing (id, words) values (?, 'here')", id));
        }
    }

    private static long count(Database database, String words) {
        return database.read(
                tx -> tx.one("select count(*) as rows from thing where words = ?", row -> row.whole("rows"), words)
                        .orElseThrow());
    }

    private Path file() {
        return folder.resolve("lectern.db");
    }
}
