package lectern.db;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.DatabaseSettings.Password;
import lectern.db.DatabaseSettings.Postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/// PostgreSQL out of reach, and writers that get into each other's way.
class PostgresOutageTest {
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    @RegisterExtension
    final TestDatabase postgres = TestDatabase.postgres();

    private Cable cable;

    @BeforeEach
    void aCable() throws IOException {
        cable = Cable.to(settings().port());
    }

    @AfterEach
    void noCable() {
        cable.close();
    }

    @Test
    void aServerThatIsDownIsSaidAtTheStartWithoutThePassword() {
        cable.close();
        var thrown = refusal(() -> Database.open(through(cable.port())).close());
        assertThat(thrown).hasMessageContaining("localhost:" + cable.port()).hasMessageContaining("cannot be reached");
        assertThat(everythingIn(thrown)).doesNotContain("hush-hush");
        assertThat(through(cable.port()).toString()).doesNotContain("hush-hush");
    }

    @Test
    void whileItIsDownEveryRequestIsRefusedSoonAndAfterwardsAllIsWell() {
        try (var database = Database.open(through(cable.port()))) {
            assertThat(one(database)).contains(1L);
            cable.cut();
            for (int i = 0; i < 3; i++) {
                assertThat(everythingIn(refusal(() -> one(database)))).doesNotContain("hush-hush");
                refusal(() -> database.write(tx -> tx.update("create table never (id bigint)")));
            }
            cable.mend();
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(one(database)).contains(1L));
            database.write(tx -> tx.update("create table later (id bigint)"));
        }
    }

    @Test
    void whoWaitsHearsOfCommitsAgainAfterwards() throws Exception {
        var other = postgres.open();
        other.write(tx -> tx.update("create table thing (id bigint)"));
        try (var database = Database.open(through(cable.port()))) {
            hearOf(1, database, other);
            cable.cut();
            cable.mend();
            hearOf(2, database, other);
        }
    }

    /// Waits until told, which is why it takes so many rounds only as commits are told.
    private static void hearOf(long id, Database database, Database other) throws InterruptedException {
        long seen = database.commits().count();
        seen = database.commits().await(seen, Duration.ofSeconds(15)); // it listens from now on
        other.write(tx -> tx.update("insert into thing (id) values (?)", id));
        assertThat(database.commits().await(seen, Duration.ofSeconds(15))).isGreaterThan(seen);
    }

    @Test
    void whoFindsEveryConnectionInUseIsRefusedSoon() throws Exception {
        var database = postgres.open();
        var all = new CountDownLatch(PostgresDatabase.CONNECTIONS);
        var released = new CountDownLatch(1);
        var callers = IntStream.range(0, PostgresDatabase.CONNECTIONS)
                .mapToObj(_ -> Thread.startVirtualThread(() -> database.write(_ -> {
                    all.countDown();
                    return awaited(released);
                })))
                .toList();
        all.await();
        assertThat(refusal(() -> database.write(_ -> true))).hasMessageContaining("busy");
        assertThat(one(database)).as("reads have connections of their own").contains(1L);
        released.countDown();
        callers.forEach(Threads::join);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDatabaseThatDoesNotExistIsSaidSo() {
        var settings = settings();
        var missing =
                new Postgres(settings.host(), settings.port(), "gone", settings.user(), Optional.empty(), Map.of());
        assertThat(refusal(() -> Database.open(missing).close()))
                .hasMessageContaining("gone")
                .hasMessageContaining("createdb");
    }

    @Test
    void aWriteThatLostARaceRunsAgain() {
        var database = aCounter();
        var runs = new AtomicInteger();
        database.write(tx -> {
            var number = tx.one("select number from counter", row -> row.whole("number"))
                    .orElseThrow();
            if (runs.incrementAndGet() == 1) {
                increment(database);
            }
            return tx.update("update counter set number = ?", number + 1);
        });
        assertThat(runs).hasValue(2);
        var number = database.read(tx -> tx.one("select number from counter", row -> row.whole("number")));
        assertThat(number).contains(2L);
    }

    @Test
    void whoFindsTheNextNumberTakenByAnotherTakesTheOneAfter() {
        var database = postgres.open();
        database.write(tx -> tx.update("create table ticket (number bigint primary key)"));
        var next = "insert into ticket select coalesce(max(number), 0) + 1 from ticket";
        var runs = new AtomicInteger();
        database.write(tx -> {
            tx.one("select 1 as one", row -> row.whole("one")); // now the snapshot is taken
            if (runs.incrementAndGet() == 1) {
                database.write(other -> other.update("insert into ticket values (1)"));
            }
            return tx.update(next);
        });
        assertThat(runs).hasValue(2);
        assertThat(database.<List<Long>>read(
                        tx -> tx.list("select number from ticket order by number", row -> row.whole("number"))))
                .containsExactly(1L, 2L);
    }

    @Test
    void thoseThatLostARaceRunAgainOneAfterTheOther() throws Exception {
        var database = aCounter();
        int writers = 16;
        int writes = 20;
        try (var threads = Executors.newFixedThreadPool(writers)) {
            var running = threads.invokeAll(Collections.nCopies(writers, () -> {
                for (int i = 0; i < writes; i++) {
                    database.write(tx -> {
                        var number = tx.one("select number from counter", row -> row.whole("number"))
                                .orElseThrow();
                        return tx.update("update counter set number = ?", number + 1);
                    });
                }
                return writes;
            }));
            for (var writer : running) {
                writer.get();
            }
        }
        var number = database.read(tx -> tx.one("select number from counter", row -> row.whole("number")));
        assertThat(number).contains((long) writers * writes);
    }

    @Test
    void aWriteThatAlwaysLosesIsRefusedInTheEnd() {
        var database = aCounter();
        var runs = new AtomicInteger();
        assertThatThrownBy(() -> database.write(tx -> {
                    var number = tx.one("select number from counter", row -> row.whole("number"))
                            .orElseThrow();
                    runs.incrementAndGet();
                    increment(database);
                    return tx.update("update counter set number = ?", number + 1);
                }))
                .isInstanceOf(DatabaseException.Unavailable.class)
                .hasMessageContaining("too many writers");
        assertThat(runs.get()).isBetween(5, 500);
    }

    private Database aCounter() {
        var database = postgres.open();
        database.write(tx -> tx.update("create table counter (number bigint)"));
        database.write(tx -> tx.update("insert into counter values (0)"));
        return database;
    }

    private static void increment(Database database) {
        database.write(tx -> tx.update("update counter set number = number + 1"));
    }

    private static Optional<Long> one(Database database) {
        return database.read(tx -> tx.one("select 1 as one", row -> row.whole("one")));
    }

    private static DatabaseException refusal(ThrowingCallable request) {
        var start = System.nanoTime();
        var thrown = catchThrowableOfType(DatabaseException.Unavailable.class, request);
        assertThat(thrown).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_MOST);
        return thrown;
    }

    private static String everythingIn(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private Postgres settings() {
        return (Postgres) postgres.settings();
    }

    private Postgres through(int port) {
        var direct = settings();
        return new Postgres(
                direct.host(),
                port,
                direct.database(),
                direct.user(),
                Optional.of(new Password("hush-hush")),
                Map.of());
    }
}
