package lectern.db;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// How a database is brought to a schema, whatever is behind it.
interface MigrationsContract {
    Migration ONE =
            new Migration(1, "0001_one", "create table one (id bigint primary key);\ninsert into one values (1);");
    Migration TWO =
            new Migration(2, "0002_two", "create table two (id bigint primary key); insert into one values (2)");

    /// Always the same database, empty at first.
    Database open(List<Migration> migrations);

    @Test
    default void whatIsMissingIsDoneInOrder() {
        open(List.of(ONE)).close();
        try (var database = open(List.of(ONE, TWO))) {
            assertThat(rows(database)).containsExactly(1L, 2L);
        }
    }

    @Test
    default void nothingIsDoneTwice() {
        open(List.of(ONE, TWO)).close();
        try (var database = open(List.of(ONE, TWO))) {
            assertThat(rows(database)).containsExactly(1L, 2L);
        }
    }

    @Test
    default void aMigrationThatFailsLeavesNothingBehind() {
        var broken = new Migration(2, "0002_broken", "insert into one values (2); insert into nowhere values (1)");
        assertThatThrownBy(() -> open(List.of(ONE, broken)).close())
                .isInstanceOf(DatabaseException.Unexpected.class)
                .hasMessageContaining("nowhere");
        try (var database = open(List.of(ONE))) {
            assertThat(rows(database)).containsExactly(1L);
        }
    }

    @Test
    default void aNewerDatabaseIsRefused() {
        open(List.of(ONE, TWO)).close();
        assertThatThrownBy(() -> open(List.of(ONE)).close())
                .isInstanceOf(DatabaseException.Unsuitable.class)
                .hasMessageContaining("newer Lectern")
                .hasMessageContaining("schema is 2")
                .hasMessageContaining("up to 1");
    }

    @Test
    default void aMigrationThatWasEditedAfterwardsIsRefused() {
        open(List.of(ONE)).close();
        var edited = new Migration(1, "0001_one", "create table one (id bigint primary key, words text)");
        assertThatThrownBy(() -> open(List.of(edited, TWO)).close())
                .isInstanceOf(DatabaseException.Unsuitable.class)
                .hasMessageContaining("another build");
        try (var database = open(List.of(ONE))) {
            assertThat(rows(database)).containsExactly(1L);
        }
    }

    @Test
    default void whoComesAtTheSameTimeWaits() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var opened = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> open(List.of(ONE, TWO))))
                    .toList();
            for (var one : opened) {
                try (var database = one.get()) {
                    assertThat(rows(database)).containsExactly(1L, 2L);
                }
            }
        }
    }

    private static List<Long> rows(Database database) {
        return database.read(tx -> tx.list("select id from one order by id", row -> row.whole("id")));
    }
}
