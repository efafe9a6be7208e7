package lectern.kosync.sql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import lectern.kosync.book.Device;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Place;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;
import lectern.kosync.book.Progress;

import static lectern.kosync.sql.TestReading.KINDLE;
import static lectern.kosync.sql.TestReading.document;
import static lectern.kosync.sql.TestReading.push;
import static org.assertj.core.api.Assertions.assertThat;

interface HistoryContract extends ReadingContract {
    @Test
    default void everyPushIsKeptAndTheOldestComesFirst() {
        var reading = reading();
        reading.push(push("dune", "1", 0.1));
        reading.push(push("dune", "5", 0.5, KINDLE));
        reading.push(push("dune", "2", 0.2));

        assertThat(places(reading.history("dune"))).containsExactly("1", "5", "2");
        assertThat(reading.history("dune").get(1).progress().device()).isEqualTo(KINDLE);
        assertThat(reading.history("nobody")).isEmpty();
    }

    @Test
    default void theHistoryOfABookIsThatOfAllItsDocuments() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.push(push("c", "3", 0.3));
        reading.link("a", "b");
        reading.push(push("a", "4", 0.4));

        assertThat(places(reading.history("b"))).containsExactly("1", "2", "4");
        assertThat(reading.history("a")).isEqualTo(reading.history("b"));
        assertThat(reading.history("b").get(1).document()).isEqualTo(document("b"));
    }

    @Test
    default void aPartOfTheHistoryIsAskedForByTime() {
        var reading = reading();
        reading.push(push("dune", "1", 0.1));
        var from = reading.push(push("dune", "2", 0.2)).at();
        reading.push(push("dune", "3", 0.3));
        var to = reading.push(push("dune", "4", 0.4)).at();
        reading.push(push("dune", "5", 0.5));

        assertThat(places(reading.history.entries(reading.ana, document("dune"), from, to, 10)))
                .containsExactly("2", "3", "4");
        assertThat(places(reading.history.entries(reading.ana, document("dune"), from, to, 2)))
                .containsExactly("3", "4");
    }

    @Test
    default void theHistoryIsBoundedAndLosesTheOldest() {
        var reading = reading(TestSettings.history(20, Duration.ofDays(365)));
        for (int page = 1; page <= 200; page++) {
            reading.push(push("dune", Integer.toString(page), 0.5));
        }
        assertThat(places(reading.history("dune")))
                .hasSize(20)
                .startsWith("181", "182")
                .endsWith("199", "200");
    }

    @Test
    default void theBooksPositionOutlivesManyThatWereNotTaken() {
        var reading = reading(TestSettings.history(5, Duration.ofDays(365)));
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.push(push("dune", "90", 0.9));
        for (int page = 1; page <= 80; page++) {
            reading.push(push("dune", Integer.toString(page), page / 100.0));
        }
        assertThat(reading.place("dune")).isEqualTo("90");
        assertThat(places(reading.history("dune"))).containsExactly("76", "77", "78", "79", "80");
    }

    @Test
    default void aDocumentWhosePushesAreNeverTakenIsBoundedToo() {
        var reading = reading(TestSettings.history(5, Duration.ofDays(365)));
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.push(push("a", "90", 0.9));
        reading.link("a", "b");
        for (int page = 1; page <= 80; page++) {
            reading.push(push("b", Integer.toString(page), 0.1));
        }
        assertThat(places(reading.history("a"))).containsExactly("90", "76", "77", "78", "79", "80");
    }

    // --- restoring

    @Test
    default void aRestoredPositionIsANewOneOfOurs() {
        var reading = reading();
        reading.push(push("dune", "70", 0.7, KINDLE));
        reading.push(push("dune", "1", 0.01));
        var old = reading.history("dune").getFirst();

        var restored =
                reading.history.restore(reading.ana, document("dune"), old.id()).orElseThrow();
        assertThat(restored)
                .isEqualTo(new Progress(
                        new Place("70"), 0.7, new Device("Lectern", Optional.of("lectern")), reading.clock.now()));
        assertThat(reading.find("dune").orElseThrow().current()).isEqualTo(restored);
        assertThat(places(reading.history("dune"))).containsExactly("70", "1", "70");
    }

    @Test
    default void aRestoredPositionBelongsToTheDocumentThatHadPushedIt() {
        var reading = reading();
        reading.push(push("dune.pdf", "70", 0.7));
        reading.push(push("dune.epub", "/body/1", 0.01));
        reading.link("dune.pdf", "dune.epub");
        var old = reading.history("dune.epub").getFirst();

        reading.history.restore(reading.ana, document("dune.epub"), old.id());
        assertThat(reading.history("dune.epub").getLast().document()).isEqualTo(document("dune.pdf"));
        assertThat(reading.find("dune.pdf").orElseThrow().readable().place().text())
                .isEqualTo("70");
        assertThat(reading.find("dune.epub").orElseThrow().readable().place().text())
                .isEqualTo("/body/1");
    }

    @Test
    default void whatIsRestoredIsCurrentWhateverThePolicy() {
        var reading = reading();
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.push(push("dune", "70", 0.7));
        reading.push(push("dune", "5", 0.05));
        reading.history.restore(
                reading.ana, document("dune"), reading.history("dune").getLast().id());

        assertThat(reading.place("dune")).isEqualTo("5");
        assertThat(reading.push(push("dune", "4", 0.04)).taken()).isFalse();
        assertThat(reading.push(push("dune", "6", 0.06)).taken()).isTrue();
    }

    @Test
    default void onlyWhatTheBookHasCanBeRestored() {
        var reading = reading();
        reading.push(push("dune", "70", 0.7));
        reading.push(push("emma", "1", 0.1));
        var dune = reading.history("dune").getFirst().id();

        assertThat(reading.history.restore(reading.ana, document("emma"), dune)).isEmpty();
        assertThat(reading.history.restore(reading.ana, document("nobody"), dune))
                .isEmpty();
        assertThat(reading.history.restore(reading.ben, document("dune"), dune)).isEmpty();
        var later = new HistoryEntry.Id(dune.number(), dune.at().plusSeconds(1));
        assertThat(reading.history.restore(reading.ana, document("dune"), later))
                .isEmpty();
        assertThat(reading.history("dune")).hasSize(1);
    }

    private static List<String> places(List<HistoryEntry> entries) {
        return entries.stream().map(entry -> entry.progress().place().text()).toList();
    }
}
