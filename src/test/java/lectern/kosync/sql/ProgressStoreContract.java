package lectern.kosync.sql;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import lectern.account.StaleAccount;
import lectern.kosync.book.Device;
import lectern.kosync.book.HistoryEntry;
import lectern.kosync.book.Metadata;
import lectern.kosync.book.Place;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;
import lectern.kosync.book.Progress;
import lectern.kosync.book.Push;
import lectern.kosync.book.PushResult;

import static lectern.kosync.sql.TestReading.KINDLE;
import static lectern.kosync.sql.TestReading.KOBO;
import static lectern.kosync.sql.TestReading.document;
import static lectern.kosync.sql.TestReading.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

interface ProgressStoreContract extends ReadingContract {
    @Test
    default void whatNobodyPushedIsNotFound() {
        assertThat(reading().find("dune")).isEmpty();
    }

    @Test
    default void aPushIsFoundAsItWas() {
        var reading = reading();
        var stored = reading.push(push("dune", "/body/DocFragment[20]/body/p[22]/img.0", 0.32));

        var found = reading.find("dune").orElseThrow();
        assertThat(found.asked()).isEqualTo(document("dune"));
        assertThat(found.book()).isEmpty();
        assertThat(found.current())
                .isEqualTo(new Progress(new Place("/body/DocFragment[20]/body/p[22]/img.0"), 0.32, KOBO, stored.at()))
                .isEqualTo(found.own().orElseThrow());
        assertThat(stored.at()).isEqualTo(reading.clock.now());
        assertThat(stored.taken()).isTrue();
    }

    @Test
    default void theLastPushWinsAlsoWhenItIsEarlierInTheBook() {
        var reading = reading();
        reading.push(push("dune", "56", 0.32));
        reading.push(push("dune", "20", 0.11, KINDLE));
        reading.push(push("dune", "7", 0.04));

        assertThat(reading.find("dune").orElseThrow().current().percentage()).isEqualTo(0.04);
    }

    @Test
    default void anyTextComesBackUnchanged() {
        var reading = reading();
        for (var text :
                new String[] {"", " ", "nil", "#_doc_fragment_44_ c37", "\"\\'\n\t%_?", "書籍🦉é", "a".repeat(4096)}) {
            reading.push(push("dune", text, 1));
            assertThat(reading.place("dune")).isEqualTo(text);
        }
    }

    @Test
    default void twoReadersOfOneServerDoNotMeet() {
        var reading = reading();
        reading.push(push("dune", "56", 0.32));

        assertThat(reading.progress.find(reading.ben, document("dune"), Set.of()))
                .isEmpty();
        reading.progress.push(reading.ben, push("dune", "2", 0.01), Set.of());
        assertThat(reading.place("dune")).isEqualTo("56");
    }

    @Test
    default void aDeviceIdThatIsLeftOutStaysWhatItWas() {
        var reading = reading();
        var silent = new Device("Kobo_nova", Optional.empty());
        reading.push(push("dune", "1", 0.1, silent));
        assertThat(reading.find("dune").orElseThrow().current().device().id()).isEmpty();

        reading.push(push("dune", "2", 0.2, KINDLE));
        reading.push(push("dune", "3", 0.3, silent));
        assertThat(reading.find("dune").orElseThrow().current().device())
                .isEqualTo(new Device("Kobo_nova", KINDLE.id()));
    }

    @Test
    default void aPositionIsLaterThanTheOneBeforeAlsoWhenTheClockIsSetBack() {
        var reading = reading();
        var first = reading.push(push("dune", "1", 0.1));
        reading.clock.tick(Duration.ofHours(-1));
        var second = reading.push(push("dune", "2", 0.2));
        assertThat(second.at()).isEqualTo(first.at().plusNanos(1000));

        reading.link("dune", "dune 2");
        var third = reading.push(push("dune 2", "3", 0.3));
        assertThat(third.at()).isEqualTo(second.at().plusNanos(1000));
        assertThat(reading.place("dune")).isEqualTo("3");
    }

    @Test
    default void whatTheMetadataSaidOnceIsNotErasedBySilence() {
        var reading = reading();
        reading.push(TestReading.described("dune", "Dune.epub", "Dune", "Frank Herbert"));
        reading.push(push("dune", "2", 0.2));
        reading.push(new Push(
                document("dune"),
                new Place("3"),
                0.3,
                KOBO,
                Optional.empty(),
                new Metadata(Optional.empty(), Optional.of("Dune, revised"), Optional.empty())));

        var book = reading.books.book(reading.ana, document("dune")).orElseThrow();
        assertThat(book.filename()).hasValue("Dune.epub");
        assertThat(book.title()).hasValue("Dune, revised");
        assertThat(book.authors()).hasValue("Frank Herbert");
        assertThat(reading.find("dune").orElseThrow().filename()).hasValue("Dune.epub");
    }

    @Test
    default void aNameFromTheMetadataDoesNotReplaceTheFilesOwn() {
        var reading = reading();
        reading.push(TestReading.named("dune", "dune-1965.epub"));
        reading.push(TestReading.described("dune", "Dune.epub", "Dune", "Frank Herbert"));
        assertThat(reading.find("dune").orElseThrow().filename()).hasValue("dune-1965.epub");

        reading.push(TestReading.named("dune", "dune-1984.epub"));
        assertThat(reading.find("dune").orElseThrow().filename()).hasValue("dune-1984.epub");
    }

    @Test
    default void anAccountThatChangedIsRefusedAndNothingIsStored() {
        var reading = reading();
        var before = reading.ana;
        var after = reading.accounts.changeDisabled(before, true);

        assertThatThrownBy(() -> reading.progress.push(before, push("dune", "1", 0.1), Set.of()))
                .isInstanceOf(StaleAccount.class);
        assertThatThrownBy(() -> reading.progress.find(before, document("dune"), Set.of()))
                .isInstanceOf(StaleAccount.class);
        assertThat(reading.progress.find(after, document("dune"), Set.of())).isEmpty();
    }

    @Test
    default void aFullAccountKeepsItsDocumentsAndTakesNoNewOne() {
        var reading = reading(TestSettings.documents(2));
        reading.push(push("dune", "1", 0.1));
        reading.push(push("emma", "1", 0.1));

        assertThat(reading.progress.push(reading.ana, push("ulysses", "1", 0.1), Set.of()))
                .isEqualTo(new PushResult.QuotaReached());
        assertThat(reading.find("ulysses")).isEmpty();
        reading.push(push("dune", "2", 0.2));
        assertThat(reading.place("dune")).isEqualTo("2");

        reading.books.forgetDocument(reading.ana, document("emma"));
        reading.push(push("ulysses", "1", 0.1));
        assertThat(reading.place("ulysses")).isEqualTo("1");
    }

    @Test
    default void pushesAtTheSameTimeAreAllKept() throws InterruptedException {
        var reading = reading();
        reading.push(push("dune", "0", 0));
        var threads = IntStream.rangeClosed(1, 20)
                .mapToObj(page -> Thread.startVirtualThread(
                        () -> reading.push(push(page % 2 == 0 ? "dune" : "emma", Integer.toString(page), 0.5))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(reading.history("dune")).hasSize(11);
        assertThat(reading.history("emma")).hasSize(10);
    }

    // --- cross-format

    @Test
    default void aPagedReaderGetsThePageOfAnotherFormatsPosition() {
        var reading = reading();
        reading.push(push("dune.pdf", "100", 0.25)); // so it has 400 pages
        reading.link("dune.pdf", "dune.epub");
        reading.push(push("dune.epub", "/body/DocFragment[9]", 0.5, KINDLE));

        var found = reading.find("dune.pdf").orElseThrow();
        assertThat(found.readable())
                .isEqualTo(new Progress(
                        new Place("200"), 0.5, KINDLE, found.current().at()));
        assertThat(found.current().place().text()).isEqualTo("/body/DocFragment[9]");
    }

    @Test
    default void aReaderThatCannotFindThePlaceGetsItsOwn() {
        var reading = reading();
        reading.push(push("dune.epub", "/body/DocFragment[3]", 0.2));
        reading.link("dune.epub", "dune.pdf");
        reading.push(push("dune.pdf", "200", 0.5, KINDLE));

        assertThat(reading.find("dune.epub").orElseThrow().readable().place().text())
                .isEqualTo("/body/DocFragment[3]");
        assertThat(reading.find("dune.pdf").orElseThrow().readable().place().text())
                .isEqualTo("200");
    }

    @Test
    default void aReaderThatNeverPushedGetsThePositionAsItIs() {
        var reading = reading();
        reading.push(push("dune.epub", "/body/DocFragment[3]", 0.2));
        reading.link("dune.epub", "dune.pdf");

        assertThat(reading.find("dune.pdf").orElseThrow().readable().place().text())
                .isEqualTo("/body/DocFragment[3]");
    }

    // --- policy

    @Test
    default void theFurthestPositionStaysAndAnEarlierOneIsKeptInTheHistory() {
        var reading = reading();
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.push(push("dune", "56", 0.32));
        var earlier = reading.push(push("dune", "20", 0.11, KINDLE));

        assertThat(earlier.taken()).isFalse();
        assertThat(earlier.at()).isEqualTo(reading.clock.now());
        assertThat(reading.place("dune")).isEqualTo("56");
        assertThat(reading.books().getFirst().progress().place().text()).isEqualTo("56");
        assertThat(reading.history("dune")).extracting(HistoryEntry::taken).containsExactly(true, false);

        assertThat(reading.push(push("dune", "57", 0.32)).taken()).isTrue();
        assertThat(reading.place("dune")).isEqualTo("57");
    }

    @Test
    default void aBooksPolicyBeatsTheAccounts() {
        var reading = reading();
        reading.push(push("dune", "56", 0.32));
        reading.books.changePolicy(reading.ana, document("dune"), Optional.of(Policy.FURTHEST));
        assertThat(reading.push(push("dune", "20", 0.11)).taken()).isFalse();

        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.books.changePolicy(reading.ana, document("dune"), Optional.of(Policy.NEWEST));
        assertThat(reading.push(push("dune", "20", 0.11)).taken()).isTrue();

        reading.books.changePolicy(reading.ana, document("dune"), Optional.empty());
        assertThat(reading.push(push("dune", "1", 0.01)).taken()).isFalse();
    }

    @Test
    default void furthestLooksAtTheWholeBook() {
        var reading = reading();
        reading.preferences.save(reading.ana, new Preferences(Policy.FURTHEST, Optional.empty(), false, false));
        reading.push(push("dune", "56", 0.32));
        reading.link("dune", "dune 2");

        assertThat(reading.push(push("dune 2", "20", 0.11)).taken()).isFalse();
        assertThat(reading.place("dune 2")).isEqualTo("56");

        reading.links.unlink(reading.ana, document("dune 2"));
        assertThat(reading.place("dune 2")).isEqualTo("20");
        assertThat(reading.place("dune")).isEqualTo("56");
    }

    // --- replay guard

    @Test
    default void aQueueDoesNotGoBackBehindWhatAnotherReaderWrote() {
        var reading = guarded();
        reading.push(push("dune", "10", 0.1));
        reading.push(push("dune", "60", 0.6, KINDLE));

        reading.clock.tick(Duration.ofSeconds(1));
        assertThat(reading.push(push("dune", "20", 0.2)).taken()).isTrue(); // may still be somebody reading
        assertThat(reading.push(push("dune", "30", 0.3)).taken()).isFalse();
        assertThat(reading.place("dune")).isEqualTo("60");
        assertThat(reading.history("dune")).extracting(HistoryEntry::taken).containsExactly(true, true, false, false);
    }

    @Test
    default void theFirstOfAQueueIsJudgedWhenTheSecondComesWhicheverBookThatIsOf() {
        var reading = guarded();
        reading.push(push("dune", "10", 0.1));
        reading.push(push("dune", "60", 0.6, KINDLE));

        reading.clock.tick(Duration.ofSeconds(1));
        reading.push(push("dune", "20", 0.2));
        reading.push(push("emma", "5", 0.05));
        assertThat(reading.place("dune")).isEqualTo("60");
        assertThat(reading.place("emma")).isEqualTo("5");
    }

    @Test
    default void aQueueGoesOnWhereNobodyElseWasMeanwhile() {
        var reading = guarded();
        reading.push(push("dune", "60", 0.6, KINDLE));
        reading.push(push("dune", "10", 0.1));

        reading.clock.tick(Duration.ofSeconds(1));
        reading.push(push("dune", "8", 0.08));
        reading.push(push("dune", "7", 0.07));
        assertThat(reading.place("dune")).isEqualTo("7");
    }

    @Test
    default void somebodyWhoReadsIsNotTakenForAQueue() {
        var reading = guarded();
        reading.push(push("dune", "10", 0.1));
        reading.push(push("dune", "60", 0.6, KINDLE));

        reading.clock.tick(Duration.ofSeconds(3));
        reading.push(push("dune", "20", 0.2));
        reading.push(push("dune", "30", 0.3));
        assertThat(reading.place("dune")).isEqualTo("30");
    }

    private TestReading guarded() {
        var reading = reading();
        reading.preferences.save(reading.ana, new Preferences(Policy.NEWEST, Optional.empty(), true, false));
        return reading;
    }

    // --- readers that share an id

    @Test
    default void repairedDeviceIdsBelongToNobody() {
        var reading = reading();
        reading.push(push("dune", "10", 0.1));
        reading.preferences.save(reading.ana, new Preferences(Policy.NEWEST, Optional.empty(), false, true));

        assertThat(reading.find("dune").orElseThrow().current().device())
                .isEqualTo(new Device(KOBO.name(), Optional.of("lectern")));
        reading.push(push("dune", "10", 0.1, new Device("old", Optional.empty())));
        assertThat(reading.history("dune").getLast().progress().device()).isEqualTo(new Device("old", KOBO.id()));
    }
}
