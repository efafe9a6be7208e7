package lectern.kosync.sql;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;

import static lectern.kosync.sql.TestReading.KINDLE;
import static lectern.kosync.sql.TestReading.document;
import static lectern.kosync.sql.TestReading.named;
import static lectern.kosync.sql.TestReading.push;
import static org.assertj.core.api.Assertions.assertThat;

/// What is removed in the background, and that nothing else is.
interface SweepContract extends ReadingContract {
    @Test
    default void everythingOfADeletedAccountIsRemovedInBatches() {
        var reading = reading();
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), true, false));
        reading.push(named("a", "Dune.epub"));
        reading.push(named("b", "Dune.epub"));
        reading.links.unlink(reading.ana, document("b"));
        reading.push(push("c", "1", 0.1));
        reading.books.forgetBook(reading.ana, document("c"));
        reading.progress.push(reading.ben, push("a", "1", 0.1), Set.of());
        reading.accounts.delete(reading.ana);

        assertThat(reading.data.deleteSome(reading.ana.id(), 2)).isEqualTo(2);
        while (reading.data.deleteSome(reading.ana.id(), 3) == 3) {}
        assertThat(reading.data.deleteSome(reading.ana.id(), 3)).isZero();

        reading.accounts.forget(reading.ana.id()); // would be refused while a row refers to it
        assertThat(reading.progress.find(reading.ben, document("a"), Set.of())).isPresent();
    }

    @Test
    default void oldPositionsGoAndEveryDocumentStandsWhereItStood() {
        var reading = reading(TestSettings.history(50, Duration.ofDays(30)));
        reading.push(push("dune", "1", 0.1));
        reading.push(push("dune", "2", 0.2));
        reading.push(push("emma", "1", 0.1));
        reading.clock.pass(Duration.ofDays(20));
        reading.push(push("dune", "3", 0.3));
        assertThat(sweep(reading)).isZero();

        reading.clock.pass(Duration.ofDays(20));
        assertThat(sweep(reading)).isEqualTo(3);
        assertThat(reading.history("dune"))
                .extracting(entry -> entry.progress().place().text())
                .containsExactly("3");

        reading.clock.pass(Duration.ofDays(400));
        assertThat(sweep(reading)).isEqualTo(1);
        assertThat(reading.place("dune")).isEqualTo("3");
        assertThat(reading.place("emma")).isEqualTo("1");

        reading.push(push("dune", "4", 0.4));
        assertThat(reading.history("dune")).hasSize(1);
    }

    @Test
    default void whatAPolicyHeldBackIsForgottenBeforeWhatItHolds() {
        var reading = reading(TestSettings.history(50, Duration.ofDays(30)));
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.push(push("dune", "9", 0.9));
        reading.push(push("dune", "1", 0.1));
        reading.clock.pass(Duration.ofDays(40));
        assertThat(sweep(reading)).isEqualTo(2);

        assertThat(reading.place("dune")).isEqualTo("9");
        assertThat(reading.push(push("dune", "2", 0.2)).taken()).isFalse();
    }

    @Test
    default void whatIsMoreThanTheHistoryHoldsIsRemoved() {
        var reading = reading(TestSettings.history(20, Duration.ofDays(365)));
        IntStream.range(0, 64).forEach(page -> reading.push(push("dune", Integer.toString(page), 0.1)));
        IntStream.range(0, 19).forEach(page -> reading.push(push("emma", Integer.toString(page), 0.1)));

        assertThat(sweep(reading)).isEqualTo(44 + 1);
        assertThat(sweep(reading)).isZero();
        assertThat(reading.history("dune")).hasSize(20);
        assertThat(reading.history("emma")).hasSize(19);
    }

    @Test
    default void aSweepTakesNoMoreThanItIsTold() {
        var reading = reading(TestSettings.history(2, Duration.ofDays(30)));
        IntStream.range(0, 16).forEach(page -> reading.push(push("dune", Integer.toString(page), 0.1)));
        var now = reading.clock.now();
        assertThat(reading.old.deleteExpired(now, 10)).isEqualTo(10);
        assertThat(reading.history("dune")).hasSize(2);
        assertThat(reading.old.deleteExpired(now, 10)).isEqualTo(5);

        reading.clock.pass(Duration.ofDays(40));
        assertThat(reading.old.deleteExpired(reading.clock.now(), 1)).isEqualTo(1);
        assertThat(reading.old.deleteExpired(reading.clock.now(), 1)).isEqualTo(1);
        assertThat(reading.old.deleteExpired(reading.clock.now(), 1)).isZero();
    }

    @Test
    default void pushesOfForgottenDocumentsAreRemoved() {
        var reading = reading();
        IntStream.range(0, 10).forEach(page -> reading.push(push("dune", Integer.toString(page), 0.1)));
        reading.push(push("emma", "1", 0.1));
        reading.books.forgetBook(reading.ana, document("dune"));
        reading.push(push("dune", "11", 0.1));

        assertThat(reading.old.deleteExpired(reading.clock.now(), 4)).isEqualTo(4);
        assertThat(reading.old.deleteExpired(reading.clock.now(), 4)).isEqualTo(4);
        assertThat(reading.old.deleteExpired(reading.clock.now(), 4)).isEqualTo(3);
        assertThat(reading.history("dune")).hasSize(1);
        assertThat(reading.history("emma")).hasSize(1);
    }

    @Test
    default void readersThatAreNotSeenAnyMoreAreRemoved() {
        var reading = reading();
        reading.preferences.save(reading.ana, new Preferences(Policy.NEWEST, Optional.empty(), true, false));
        reading.push(push("dune", "1", 0.1));
        reading.clock.pass(Duration.ofDays(80));
        reading.push(push("dune", "2", 0.2, KINDLE));
        reading.clock.pass(Duration.ofDays(80));
        assertThat(reading.old.deleteExpired(reading.clock.now(), 1000)).isEqualTo(1);
    }

    private static int sweep(TestReading reading) {
        return reading.old.deleteExpired(reading.clock.now(), 1000);
    }
}
