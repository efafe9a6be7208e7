package lectern.db;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What only the writer of a SQLite file does: groups, and misfortunes of the disk.
class SqliteWriterTest {
    @RegisterExtension
    final TestDatabase sqlite = TestDatabase.sqlite();

    @TempDir
    private Path folder;

    private final CountDownLatch released = new CountDownLatch(1);

    @BeforeEach
    void aTable() {
        write("create table thing (id integer primary key, words text)");
    }

    @AfterEach
    void theWriterIsFree() {
        released.countDown();
    }

    @Test
    void whatWaitsTogetherIsStoredTogether() throws Exception {
        write("insert into thing values (1, 'a')");
        var before = logBytes();
        holdTheWriter();
        var writes = IntStream.range(0, 100)
                .mapToObj(_ -> queued(tx -> tx.update("update thing set words = words || 'a' where id = 1")))
                .toList();
        released.countDown();
        for (var one : writes) {
            one.get();
        }
        assertThat(logBytes() - before)
                .as("a transaction writes the page it changed once, however often it did")
                .isLessThan(20 * 4096);
        assertThat(words()).containsExactly("a".repeat(101));
    }

    @Test
    void aWorkThatFailsBeforeItWroteAnythingDoesNotMakeTheOthersRunAgain() throws Exception {
        var runs = new AtomicInteger();
        holdTheWriter();
        var good = queued(tx -> {
            runs.incrementAndGet();
            return tx.update("insert into thing values (1, 'good')");
        });
        var failing = queued(tx -> {
            tx.list("select id from thing", row -> row.whole("id"));
            throw new UnsupportedOperationException("mine");
        });
        released.countDown();
        assertThat(good.get()).isEqualTo(1);
        assertThatThrownBy(failing::get).hasRootCauseMessage("mine");
        assertThat(runs).hasValue(1);
    }

    @Test
    void aWorkThatFailsLaterIsTakenBackWhole() throws Exception {
        holdTheWriter();
        var good = queued(tx -> tx.update("insert into thing values (1, 'good')"));
        var failing = queued(tx -> {
            tx.update("insert into thing values (2, 'bad')");
            throw new UnsupportedOperationException("mine");
        });
        released.countDown();
        assertThat(good.get()).isEqualTo(1);
        assertThatThrownBy(failing::get).hasRootCauseMessage("mine");
        assertThat(words()).containsExactly("good");
    }

    @Test
    void anErrorReachesItsCallerAndTheWriterLives() {
        assertThatThrownBy(() -> sqlite.open().write(_ -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        write("insert into thing values (1, 'a')");
        assertThat(words()).containsExactly("a");
    }

    @Test
    void aFullDiskRefusesWritesAndGoesOnServingReads() {
        write("insert into thing values (1, 'before')");
        int pages = Math.toIntExact(ask("pragma page_count", "page_count"));
        ask("pragma max_page_count = " + (pages + 2), "max_page_count");

        assertThatThrownBy(() -> fill(100_000))
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("the disk is full");
        assertThatThrownBy(() -> fill(100_000)).hasMessageContaining("the disk is full");
        assertThat(words()).containsExactly("before");

        write("update thing set words = 'after' where id = 1");
        assertThat(words()).containsExactly("after");

        ask("pragma max_page_count = 1000000", "max_page_count");
        fill(100_000);
        assertThat(words()).hasSize(2);
    }

    @Test
    void aWriteThatDoesNotFitLosesOnlyItself() throws Exception {
        int pages = Math.toIntExact(ask("pragma page_count", "page_count"));
        ask("pragma max_page_count = " + (pages + 2), "max_page_count");
        holdTheWriter();
        var small = queued(tx -> tx.update("insert into thing values (1, 'small')"));
        var large = queued(tx -> tx.update("insert into thing (words) values (?)", "w".repeat(100_000)));
        released.countDown();
        small.get();
        assertThatThrownBy(large::get).hasCauseInstanceOf(DatabaseException.Unavailable.class);
        assertThat(words()).containsExactly("small");
    }

    @Test
    void aDiskThatTurnedReadOnlyRefusesWritesAndGoesOnServingReads() {
        write("insert into thing values (1, 'before')");
        sqlite.open().write(tx -> tx.update("pragma query_only = on"));
        assertThatThrownBy(() -> write("update thing set words = 'after'"))
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("read-only");
        assertThat(words()).containsExactly("before");
    }

    @Test
    void anInterruptDoesNotTakeAWriteBack() throws Exception {
        holdTheWriter();
        var interrupted = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            write("insert into thing values (1, 'a')");
            return Thread.interrupted();
        });
        queued(interrupted);
        released.countDown();
        assertThat(interrupted.get()).isTrue();
        assertThat(words()).containsExactly("a");
    }

    @Test
    void aWriteInsideAWriteIsRefusedInsteadOfWaitingForItself() {
        assertThatThrownBy(() -> sqlite.open().write(_ -> sqlite.open().<Integer>write(_ -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside a write");
    }

    @Test
    void whoComesAfterTheEndIsToldSo() {
        var closed = SqliteDatabase.open(folder.resolve("lectern.db"), List.of());
        closed.close();
        assertThatThrownBy(() -> closed.write(_ -> 1)).isInstanceOf(DatabaseException.Unavailable.class);
        assertThatThrownBy(() -> closed.read(_ -> 1)).isInstanceOf(DatabaseException.Unavailable.class);
    }

    /// Keeps the writer in a work, so that what comes meanwhile becomes one group.
    private void holdTheWriter() throws InterruptedException {
        var holding = new CountDownLatch(1);
        Thread.startVirtualThread(() -> sqlite.open().write(_ -> {
            holding.countDown();
            return awaitRelease();
        }));
        holding.await();
    }

    private boolean awaitRelease() {
        try {
            released.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private <T> Future<T> queued(Work<T> work) {
        var task = new FutureTask<>(() -> sqlite.open().write(work));
        queued(task);
        return task;
    }

    /// Returns when the task waits for the writer.
    private static void queued(FutureTask<?> task) {
        var caller = Thread.startVirtualThread(task);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> caller.getState() == Thread.State.WAITING);
    }

    private void write(String sql) {
        sqlite.open().write(tx -> tx.update(sql));
    }

    private void fill(int bytes) {
        sqlite.open().write(tx -> tx.update("insert into thing (words) values (?)", "w".repeat(bytes)));
    }

    private long ask(String pragma, String column) {
        return sqlite.open()
                .write(tx -> tx.one(pragma, row -> row.whole(column)).orElseThrow());
    }

    private List<String> words() {
        return sqlite.open().read(tx -> tx.list("select words from thing order by id", row -> row.text("words")));
    }

    private long logBytes() {
        var file = ((DatabaseSettings.Sqlite) sqlite.settings()).file();
        return file.resolveSibling("lectern.db-wal").toFile().length();
    }
}
