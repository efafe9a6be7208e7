package lectern.kosync.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.kosync.book.Label;
import lectern.kosync.book.Merge;
import lectern.kosync.book.Page;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;

import static lectern.kosync.sql.TestReading.KINDLE;
import static lectern.kosync.sql.TestReading.document;
import static lectern.kosync.sql.TestReading.named;
import static lectern.kosync.sql.TestReading.push;
import static org.assertj.core.api.Assertions.assertThat;

/// A merge that was wrong is taken back.
interface UndoContract extends ReadingContract {
    @Test
    default void everythingIsAsItWas() {
        var reading = twoBooks();
        var before = seen(reading);

        reading.link("a", "c");
        assertThat(reading.links()).hasSize(3).allMatch(link -> link.contains(" -> a "));
        assertThat(undoNewest(reading, "c")).isTrue();

        assertThat(seen(reading)).isEqualTo(before);
        assertThat(reading.links.merges(reading.ana, document("a"))).hasSize(1); // the one that made it of a and b
    }

    @Test
    default void aMergeSaysWhatItJoined() {
        var reading = twoBooks();
        reading.link("a", "c", "e");

        assertThat(newest(reading, "d").books())
                .containsExactlyInAnyOrder(
                        new Merge.Former(Optional.of("Dune"), List.of(document("a"), document("b"))),
                        new Merge.Former(Optional.of("Emma"), List.of(document("c"), document("d"))),
                        new Merge.Former(Optional.empty(), List.of(document("e"))));
    }

    @Test
    default void documentsOnTheirOwnAreOnTheirOwnAgain() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b");

        assertThat(undoNewest(reading, "a")).isTrue();
        assertThat(reading.links()).isEmpty();
        assertThat(reading.place("a")).isEqualTo("1");
        assertThat(reading.place("b")).isEqualTo("2");
        assertThat(reading.links.merges(reading.ana, document("a"))).isEmpty();
    }

    @Test
    default void aMergeIsTakenBackOnce() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b");
        var merge = newest(reading, "a").id();

        assertThat(reading.links.undo(reading.ana, document("a"), merge)).isTrue();
        assertThat(reading.links.undo(reading.ana, document("a"), merge)).isFalse();
        reading.link("a", "b");
        assertThat(reading.links.undo(reading.ana, document("a"), merge)).isFalse();
        assertThat(reading.links()).containsExactly("b -> a manual");
    }

    @Test
    default void mergesAreTakenBackFromTheNewestOn() {
        var reading = reading();
        for (var name : List.of("a", "b", "c")) {
            reading.push(push(name, name, 0.1));
        }
        reading.link("a", "b");
        var first = newest(reading, "a").id();
        reading.link("a", "c");

        assertThat(reading.links.undo(reading.ana, document("a"), first)).isFalse();
        assertThat(undoNewest(reading, "b")).isTrue();
        assertThat(reading.links()).containsExactly("b -> a manual");
        assertThat(reading.links.undo(reading.ana, document("a"), first)).isTrue();
        assertThat(reading.links()).isEmpty();
    }

    @Test
    default void aLinkThatJoinsNothingIsNoMerge() {
        var reading = reading();
        reading.link("a", "b");
        var first = newest(reading, "a");
        reading.link("b", "a");
        assertThat(reading.links.merges(reading.ana, document("a"))).containsExactly(first);
    }

    @Test
    default void reasonsOfLinksComeBack() {
        var reading = reading();
        reading.push(named("a", "Dune.epub"));
        reading.push(named("b", "Dune.epub"));
        reading.push(push("c", "1", 0.1));
        var before = seen(reading);
        assertThat(before.links()).contains("b -> a filename");

        reading.link("c", "b", "a");
        assertThat(reading.links()).contains("b -> c manual");
        undoNewest(reading, "a");
        assertThat(seen(reading)).isEqualTo(before);
    }

    @Test
    default void aDocumentThatOnlyTheMergeKnewIsGone() {
        var reading = reading(TestSettings.documents(2));
        reading.push(push("a", "1", 0.1));
        reading.link("a", "typo");
        undoNewest(reading, "a");

        assertThat(reading.find("typo")).isEmpty();
        reading.push(push("b", "1", 0.1)); // there is room again
        assertThat(reading.place("b")).isEqualTo("1");
    }

    @Test
    default void whatWasPushedSinceStaysWhereItWasPushed() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b", "new");
        reading.push(push("b", "3", 0.3));
        reading.push(push("new", "4", 0.4));
        undoNewest(reading, "a");

        assertThat(reading.links()).isEmpty();
        assertThat(reading.place("a")).isEqualTo("1");
        assertThat(reading.place("b")).isEqualTo("3");
        assertThat(reading.place("new")).isEqualTo("4");
    }

    @Test
    default void whatTheMergedBookHeldBackIsTakenByItsOwn() {
        var reading = reading();
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.push(push("near", "3", 0.3));
        reading.push(push("far", "9", 0.9));
        reading.link("far", "near");
        reading.push(push("near", "5", 0.5));
        reading.push(push("near", "4", 0.4));
        assertThat(reading.place("near")).isEqualTo("9");
        undoNewest(reading, "near");

        assertThat(reading.place("far")).isEqualTo("9");
        assertThat(reading.place("near")).isEqualTo("5");
        assertThat(reading.history("near"))
                .extracting(entry -> entry.progress().place().text() + " " + entry.taken())
                .containsExactly("3 true", "5 true", "4 false");
    }

    @Test
    default void whatWasHeldBackBeforeStaysHeldBack() {
        var reading = reading();
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.push(push("a", "9", 0.9));
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b");
        undoNewest(reading, "a");
        assertThat(reading.place("a")).isEqualTo("9");
        assertThat(reading.place("b")).isEqualTo("2");
    }

    @Test
    default void aLabelGivenSinceStaysWithTheBookThatGaveItsName() {
        var reading = twoBooks();
        reading.link("a", "c");
        reading.books.label(reading.ana, document("d"), new Label("Both"));
        reading.books.changePolicy(reading.ana, document("d"), Optional.of(Policy.NEWEST));
        undoNewest(reading, "c");

        assertThat(reading.books.book(reading.ana, document("b")).orElseThrow().label())
                .hasValue("Both");
        assertThat(reading.books.book(reading.ana, document("d")).orElseThrow().label())
                .hasValue("Emma");
        assertThat(reading.books.book(reading.ana, document("d")).orElseThrow().policy())
                .hasValue(Policy.FURTHEST);
    }

    @Test
    default void aDocumentThatLeftSinceStaysAway() {
        var reading = twoBooks();
        reading.link("a", "c");
        reading.links.unlink(reading.ana, document("d"));
        reading.books.forgetDocument(reading.ana, document("a"));
        undoNewest(reading, "c");

        assertThat(reading.links()).isEmpty();
        assertThat(reading.place("d")).isEqualTo("4");
        assertThat(reading.place("b")).isEqualTo("2");
        assertThat(reading.place("a")).isEmpty();
    }

    @Test
    default void nothingIsLeftToTakeBackOfABookThatFellApart() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b");
        var merge = newest(reading, "a").id();
        reading.links.unlink(reading.ana, document("b"));

        assertThat(reading.links.merges(reading.ana, document("a"))).isEmpty();
        assertThat(reading.links.undo(reading.ana, document("a"), merge)).isFalse();
    }

    @Test
    default void aDocumentThatCameSinceGoesWithItsName() {
        var reading = reading();
        reading.push(named("a", "Dune.epub"));
        reading.push(named("b", "Emma.epub"));
        reading.link("a", "b");
        reading.push(named("c", "Emma.epub"));
        assertThat(reading.links()).anyMatch(link -> link.startsWith("c -> a"));
        undoNewest(reading, "a");

        assertThat(reading.links()).contains("c -> b filename").noneMatch(link -> link.startsWith("b -> a"));
    }

    @Test
    default void aDocumentOfNoNameThatCameSinceStaysWithTheEponym() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b");
        reading.push(push("c", "3", 0.3), "a", "c");
        undoNewest(reading, "b");
        assertThat(reading.links()).containsExactly("c -> a library");
        assertThat(reading.place("b")).isEqualTo("2");
    }

    @Test
    default void mergesOfOthersAreNotSeen() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b");
        var merge = newest(reading, "a").id();

        assertThat(reading.links.merges(reading.ben, document("a"))).isEmpty();
        assertThat(reading.links.undo(reading.ben, document("a"), merge)).isFalse();
        assertThat(reading.links()).hasSize(1);
    }

    @Test
    default void oldMergesAreForgotten() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2));
        reading.link("a", "b");
        var merge = newest(reading, "a").id();
        IntStream.rangeClosed(1, 100).forEach(i -> reading.link("x" + i, "y" + i));

        assertThat(reading.links.undo(reading.ana, document("a"), merge)).isFalse();
        assertThat(undoNewest(reading, "x1")).isTrue();
    }

    @Test
    default void whatWasMergedIsRemovedWithTheAccount() {
        var reading = twoBooks();
        reading.link("a", "c");
        reading.accounts.delete(reading.ana);
        while (reading.data.deleteSome(reading.ana.id(), 3) == 3) {}
        assertThat(reading.data.deleteSome(reading.ana.id(), 3)).isZero();
    }

    /// `a` and `b` are Dune, `c` and `d` are Emma, `e` is on its own.
    private TestReading twoBooks() {
        var reading = reading();
        reading.push(push("a", "1", 0.1));
        reading.push(push("b", "2", 0.2, KINDLE));
        reading.push(push("c", "3", 0.3));
        reading.push(push("d", "4", 0.4, KINDLE));
        reading.push(push("e", "5", 0.5));
        reading.link("a", "b");
        reading.clock.pass(Duration.ofHours(1));
        reading.link("c", "d");
        reading.books.label(reading.ana, document("a"), new Label("Dune"));
        reading.books.label(reading.ana, document("c"), new Label("Emma"));
        reading.books.changePolicy(reading.ana, document("c"), Optional.of(Policy.FURTHEST));
        return reading;
    }

    private static Merge newest(TestReading reading, String document) {
        return reading.links.merges(reading.ana, document(document)).getFirst();
    }

    private static boolean undoNewest(TestReading reading, String document) {
        return reading.links.undo(
                reading.ana, document(document), newest(reading, document).id());
    }

    record Seen(List<String> links, List<Object> books, List<Object> documents, List<Object> history) {}

    private static Seen seen(TestReading reading) {
        var documents = reading.books.documents(reading.ana, Page.first(100));
        return new Seen(
                reading.links(),
                List.copyOf(reading.books()),
                List.copyOf(documents),
                documents.stream()
                        .<Object>map(document -> reading.history.entries(
                                reading.ana, document.id(), Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), 1000))
                        .toList());
    }
}
