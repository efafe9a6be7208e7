package lectern.db;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What every [Database] does, whatever is behind it.
interface DatabaseContract {
    Duration LONG = Duration.ofSeconds(15);
    Duration A_MOMENT = Duration.ofMillis(300);

    Database database();

    DatabaseSettings settings();

    @BeforeEach
    default void aTable() {
        var bytes = database().dialect() == Dialect.SQLITE ? "blob" : "bytea";
        database()
                .write(tx -> tx.update("create table thing (id bigint primary key, words text unique, number bigint,"
                        + " size double precision, content " + bytes + ")"));
    }

    @Test
    default void rowsAreHandedOverOneByOne() {
        database().write(tx -> {
            for (int i = 1; i <= 1_200; i++) { // more than a driver fetches at once
                tx.update("insert into thing (id, number) values (?, ?)", i, i);
            }
            return true;
        });
        var seen = new ArrayList<Long>();
        database().read(tx -> {
            tx.each("select number from thing where id > ? order by id", row -> seen.add(row.whole("number")), 100);
            return true;
        });
        assertThat(seen).hasSize(1_100).startsWith(101L).endsWith(1_200L);
    }

    @Test
    default void everyTypeComesBackAsItWas() {
        var at = Instant.ofEpochMilli(1_700_000_000_123L);
        var row = database().write(tx -> {
            tx.update(
                    "insert into thing (id, words, number, size, content) values (?, ?, ?, ?, ?)",
                    1,
                    "żółć 𝕏",
                    at,
                    0.1,
                    new byte[] {0, 1, -1});
            return tx.one(
                    "select * from thing where id = ?",
                    it -> List.of(
                            it.text("words"),
                            it.instant("number"),
                            it.whole("number"),
                            it.real("size"),
                            it.bytes("content").length,
                            it.flag("id")),
                    1L);
        });
        assertThat(row).contains(List.of("żółć 𝕏", at, at.toEpochMilli(), 0.1, 3, true));
    }

    @Test
    default void nullsAreEmpty() {
        database()
                .write(tx -> tx.update(
                        "insert into thing (id, words, number, size, content) values (?, ?, ?, ?, ?)",
                        1,
                        null,
                        Optional.empty(),
                        Optional.empty(),
                        null));
        var row = database()
                .read(tx -> tx.one(
                        "select * from thing",
                        it -> List.of(
                                it.optionalText("words"),
                                it.optionalWhole("number").isPresent(),
                                it.optionalReal("size").isPresent(),
                                it.optionalBytes("content"),
                                it.optionalInstant("number"))));
        assertThat(row).contains(List.of(Optional.empty(), false, false, Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> database().read(tx -> tx.one("select words from thing", it -> it.text("words"))))
                .isInstanceOf(DatabaseException.Unexpected.class)
                .hasMessageContaining("words");
    }

    @Test
    default void flagsAreNumbers() {
        add(1, "a", true);
        add(2, "b", false);
        assertThat(database()
                        .<List<Boolean>>read(
                                tx -> tx.list("select number from thing order by id", row -> row.flag("number"))))
                .containsExactly(true, false);
    }

    @Test
    default void aStatementMayReturnWhatItWrote() {
        add(1, "a", 10);
        var number = database()
                .write(tx -> tx.one(
                        "insert into thing (id, words, number) values (?, ?, ?)"
                                + " on conflict (id) do update set number = thing.number + excluded.number returning number",
                        row -> row.whole("number"),
                        1,
                        "a",
                        5));
        assertThat(number).contains(15L);
        assertThat(words()).containsExactly("a");
    }

    @Test
    default void updateSaysHowManyRowsChanged() {
        add(1, "a", 1);
        add(2, "b", 1);
        assertThat(database().<Integer>write(tx -> tx.update("update thing set number = 2")))
                .isEqualTo(2);
        assertThat(database().<Integer>write(tx -> tx.update("delete from thing where id = ?", 7)))
                .isZero();
    }

    @Test
    default void whatAWorkThrowsReachesItsCallerAndNothingOfItIsStored() {
        assertThatThrownBy(() -> database().write(tx -> {
                    tx.update("insert into thing (id, words) values (1, 'a')");
                    throw new UnsupportedOperationException("mine");
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("mine");
        assertThat(words()).isEmpty();
    }

    @Test
    default void theStackShowsTheWorkAndItsCaller() {
        assertThatThrownBy(() -> database().write(tx -> tx.update("insert into nowhere values (1)")))
                .isInstanceOf(DatabaseException.Unexpected.class)
                .satisfies(thrown -> {
                    var stacks = new ArrayList<>(List.of(thrown.getStackTrace()));
                    for (var beside : thrown.getSuppressed()) {
                        stacks.addAll(List.of(beside.getStackTrace()));
                    }
                    assertThat(stacks).anyMatch(frame -> frame.getMethodName().contains("theStackShowsTheWork"));
                });
    }

    @Test
    default void aTakenUniqueKeyIsAConflict() {
        add(1, "a", 1);
        assertThatThrownBy(() -> add(1, "b", 1)).isInstanceOf(DatabaseException.Conflict.class);
        assertThatThrownBy(() -> add(2, "a", 1)).isInstanceOf(DatabaseException.Conflict.class);
        assertThat(words()).containsExactly("a");
    }

    @Test
    default void aFailedStatementEndsItsWork() {
        add(1, "a", 1);
        assertThatThrownBy(() -> database().write(tx -> {
                    tx.update("insert into thing (id, words) values (2, 'b')");
                    try {
                        tx.update("insert into thing (id, words) values (1, 'c')");
                    } catch (DatabaseException.Conflict _) {
                        return false;
                    }
                    return true;
                }))
                .isInstanceOf(DatabaseException.Conflict.class);
        assertThat(words()).containsExactly("a");
    }

    @Test
    default void aTransactionIsOverWhenItsWorkHasReturned() {
        var kept = database().<Tx>write(tx -> tx);
        assertThatThrownBy(() -> kept.update("delete from thing")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aLookUpFindsWhatWasJustWritten() throws Exception {
        add(0, "zero", 0);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = IntStream.rangeClosed(1, 8)
                    .mapToObj(thread -> threads.submit(() -> {
                        for (int i = 1; i <= 50; i++) {
                            long id = thread * 100L + i;
                            add(id, "words " + id, id);
                            assertThat(numberOf(id)).contains(id);
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(numberOf(0)).contains(0L);
        assertThat(numberOf(1)).isEmpty();
    }

    private Optional<Long> numberOf(long id) {
        return database().lookUp("select number from thing where id = ?", row -> row.whole("number"), id);
    }

    @Test
    default void afterALookUpThatFailedTheNextOneFinds() {
        add(1, "one", 1);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> database().lookUp("select nonsense from thing", row -> row.whole("nonsense")))
                    .isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> database().lookUp("select id from thing", _ -> {
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
        }
        assertThat(numberOf(1)).contains(1L);
    }

    @Test
    default void aReadSeesOneSnapshot() {
        add(1, "a", 1);
        var seen = database().<List<Integer>>read(tx -> {
            var before =
                    tx.list("select words from thing", row -> row.text("words")).size();
            Thread.startVirtualThread(() -> add(2, "b", 1));
            joinWriters();
            var after =
                    tx.list("select words from thing", row -> row.text("words")).size();
            return List.of(before, after);
        });
        assertThat(seen).containsExactly(1, 1);
        assertThat(words()).containsExactly("a", "b");
    }

    private void joinWriters() {
        while (words().size() < 2) {
            Thread.onSpinWait();
        }
    }

    @Test
    default void noIncrementIsLostAmongManyWriters() throws Exception {
        add(1, "counter", 0);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 20)
                    .<Future<?>>mapToObj(_ -> callers.submit(() -> {
                        for (int i = 0; i < 25; i++) {
                            increment();
                        }
                    }))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
        var number = database().read(tx -> tx.one("select number from thing", row -> row.whole("number")));
        assertThat(number).contains(500L);
    }

    private void increment() {
        database().write(tx -> {
            var number = tx.one("select number from thing where id = 1", row -> row.whole("number"))
                    .orElseThrow();
            return tx.update("update thing set number = ? where id = 1", number + 1);
        });
    }

    @Test
    default void amongManyWritersAFailingOneLosesOnlyItself() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 200)
                    .<Future<Integer>>mapToObj(i ->
                            callers.submit(() -> database().write(tx -> {
                                var changed = tx.update("insert into thing (id, words) values (?, ?)", i, "w" + i);
                                if (i % 3 == 0) {
                                    throw new UnsupportedOperationException("number " + i);
                                }
                                return changed;
                            })))
                    .toList();
            for (int i = 0; i < all.size(); i++) {
                var one = all.get(i);
                if (i % 3 == 0) {
                    assertThatThrownBy(one::get)
                            .isInstanceOf(ExecutionException.class)
                            .hasRootCauseMessage("number " + i);
                } else {
                    assertThat(one.get()).isEqualTo(1);
                }
            }
        }
        assertThat(database()
                        .<List<Long>>read(tx -> tx.list("select id from thing order by id", row -> row.whole("id"))))
                .containsExactlyElementsOf(IntStream.range(0, 200)
                        .filter(i -> i % 3 != 0)
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    @Test
    @Timeout(60)
    default void aCommitOfThisProcessWakesWhoWaitsForOne() throws Exception {
        var commits = database().commits();
        long seen = quiet(commits);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = IntStream.range(0, 3)
                    .mapToObj(_ -> callers.submit(() -> commits.await(seen, LONG)))
                    .toList();
            add(1, "a", 1);
            for (var one : waiting) {
                assertThat(one.get()).isGreaterThan(seen);
            }
        }
    }

    @Test
    @Timeout(60)
    default void aCommitBetweenLookingAndWaitingIsNotMissed() throws Exception {
        var commits = database().commits();
        long seen = quiet(commits);
        add(1, "a", 1);
        assertThat(commits.await(seen, LONG)).isGreaterThan(seen);
    }

    @Test
    @Timeout(60)
    default void aCommitOfSomebodyElseWakesWhoWaitsForOne() throws Exception {
        var commits = database().commits();
        long seen = quiet(commits);
        try (var other = Database.open(settings());
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = callers.submit(() -> commits.await(seen, LONG));
            add(other, 1, "a", 1);
            assertThat(waiting.get()).isGreaterThan(seen);
        }
        long later = quiet(commits);
        try (var brief = Database.open(settings())) { // a command, which ends when it has written
            add(brief, 2, "b", 1);
        }
        assertThat(commits.await(later, LONG)).isGreaterThan(later);
    }

    @Test
    @Timeout(60)
    default void readingWakesNobody() throws Exception {
        var commits = database().commits();
        long seen = quiet(commits);
        assertThat(words()).isEmpty();
        assertThat(commits.await(seen, A_MOMENT)).isEqualTo(seen);
    }

    @Test
    @Timeout(60)
    default void whoWaitsIsToldThatTheDatabaseCloses() throws Exception {
        var brief = Database.open(settings());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = callers.submit(() -> {
                for (long seen = brief.commits().count(); ; ) {
                    seen = brief.commits().await(seen, LONG);
                }
            });
            brief.close();
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(DatabaseException.Unavailable.class);
        }
    }

    /// The count when nothing has happened for a while; the first to wait is always told to look.
    private static long quiet(Commits commits) throws InterruptedException {
        long seen = commits.count();
        for (long now = commits.await(seen, A_MOMENT); now != seen; now = commits.await(seen, A_MOMENT)) {
            seen = now;
        }
        return seen;
    }

    private void add(long id, String words, Object number) {
        add(database(), id, words, number);
    }

    private static void add(Database database, long id, String words, Object number) {
        database.write(tx -> tx.update("insert into thing (id, words, number) values (?, ?, ?)", id, words, number));
    }

    private List<String> words() {
        return database().read(tx -> tx.list("select words from thing order by id", row -> row.text("words")));
    }
}
