package lectern.anki.statistics;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.anki.statistics.Retention.Answers;
import lectern.anki.statistics.TestCollection.Card;
import lectern.anki.statistics.TestCollection.Review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/// Every number here was counted by hand.
class StudiesTest {
    private static final ZoneOffset BERLIN = ZoneOffset.ofHours(1);

    /// Day 100 of a collection that was made on the 1st of January; the day began at four in the morning.
    private static final Instant NOW = Instant.parse("2026-04-11T11:00:00Z");

    private static final Instant TODAY_BEGAN = Instant.parse("2026-04-11T03:00:00Z");
    private static final int TODAY = 100;

    @TempDir
    private Path folder;

    private TestCollection collection;

    @BeforeEach
    void make() {
        collection = TestCollection.made(
                        folder.resolve("collection.anki2"), Instant.parse("2026-01-01T08:00:00Z"), BERLIN)
                .config("lastUnburied", Integer.toString(TODAY));
    }

    private static Instant daysAgo(int days) {
        return TODAY_BEGAN.minus(Duration.ofDays(days)).plusSeconds(3600);
    }

    @Test
    void aCollectionWithoutAnythingHasNothing() {
        var study = collection.study(NOW);
        assertThat(study.today().number()).isEqualTo(TODAY);
        assertThat(study.today().date()).isEqualTo(LocalDate.of(2026, 4, 11));
        assertThat(study.notes()).isZero();
        assertThat(study.cards()).isEqualTo(new CardCounts(0, 0, 0, 0, 0, 0, 0));
        assertThat(study.decks().all()).isEqualTo(DueCounts.NONE);
        assertThat(study.decks().nodes()).extracting(DeckTree.Node::name).containsExactly("Default");
        assertThat(study.forecast().days()).hasSize(30).containsOnly(0L);
        assertThat(study.reviews().days()).isEmpty();
        assertThat(study.reviews().streak()).isEqualTo(new Streak(0, 0));
        assertThat(study.reviews().over(Period.YEAR)).isEqualTo(Retention.NONE);
    }

    @Test
    void aCardCountsForWhatItIs() {
        collection
                .card(Card.of(0, 0, 1))
                .card(Card.of(0, 0, 2))
                .card(Card.of(1, 1, NOW.getEpochSecond()))
                .card(Card.of(3, 3, TODAY))
                .card(Card.of(2, 2, TODAY).every(20))
                .card(Card.of(2, 2, TODAY).every(21))
                .card(Card.of(2, -1, TODAY).every(400))
                .card(Card.of(2, -2, TODAY).every(3))
                .card(Card.of(0, -3, 3));
        assertThat(collection.study(NOW).cards()).isEqualTo(new CardCounts(2, 1, 1, 1, 1, 1, 2));
    }

    @Test
    void buriedCardsAreBackOnTheNextDay() {
        collection
                .card(Card.of(2, -2, TODAY).every(3))
                .card(Card.of(0, -3, 3))
                .card(Card.of(1, -3, NOW.getEpochSecond()))
                .card(Card.of(3, -2, TODAY + 1));
        var study = collection.study(NOW.plus(Duration.ofDays(1)));
        assertThat(study.cards()).isEqualTo(new CardCounts(1, 1, 1, 1, 0, 0, 0));
        assertThat(study.decks().all()).isEqualTo(new DueCounts(1, 2, 1, 4));
        assertThat(study.forecast().overdue()).isEqualTo(2);
        assertThat(study.forecast().days().getFirst()).isEqualTo(1);
    }

    @Test
    void aDeckCountsWhatLiesBelowIt() {
        collection
                .deck(10, "Sprachen")
                .deck(11, "Sprachen::Français")
                .deck(12, "sprachen::Français::Verben")
                .deck(13, "Sprachen 2")
                .card(Card.of(0, 0, 1).in(10))
                .card(Card.of(2, 2, TODAY).in(11))
                .card(Card.of(2, 2, TODAY + 1).in(11))
                .card(Card.of(1, 1, NOW.getEpochSecond() + 1199).in(12))
                .card(Card.of(1, 1, NOW.getEpochSecond() + 1200).in(12))
                .card(Card.of(3, 3, TODAY - 1).in(12))
                .card(Card.of(2, 2, TODAY).in(13));
        var tree = collection.study(NOW).decks();
        assertThat(tree.all()).isEqualTo(new DueCounts(1, 2, 2, 7));
        assertThat(tree.nodes())
                .containsExactly(
                        new DeckTree.Node(
                                10, "Sprachen", 0, false, new DueCounts(1, 0, 0, 1), new DueCounts(1, 2, 1, 6)),
                        new DeckTree.Node(
                                11, "Français", 1, false, new DueCounts(0, 0, 1, 2), new DueCounts(0, 2, 1, 5)),
                        new DeckTree.Node(12, "Verben", 2, false, new DueCounts(0, 2, 0, 3), new DueCounts(0, 2, 0, 3)),
                        new DeckTree.Node(
                                13, "Sprachen 2", 0, false, new DueCounts(0, 0, 1, 1), new DueCounts(0, 0, 1, 1)));
    }

    @Test
    void aDeckWhoseParentIsMissingStandsBelowTheNextOneUp() {
        collection.deck(10, "a").deck(11, "a::b::c").deck(12, "x::y");
        assertThat(collection.study(NOW).decks().nodes())
                .extracting(DeckTree.Node::name, DeckTree.Node::depth)
                .containsExactly(tuple("a", 0), tuple("b::c", 1), tuple("x::y", 0));
    }

    @Test
    void theDeckThatEveryCollectionHasIsShownWhenItIsUsed() {
        collection.deck(10, "a");
        assertThat(collection.study(NOW).decks().nodes())
                .extracting(DeckTree.Node::id)
                .containsExactly(10L);
        collection.card(Card.of(2, -1, 7));
        assertThat(collection.study(NOW).decks().nodes())
                .extracting(DeckTree.Node::id)
                .containsExactly(10L, 1L);
    }

    @Test
    void whatComesIsCountedByDays() {
        collection
                .filteredDeck(20, "Vorziehen")
                .card(Card.of(2, 2, TODAY - 5))
                .card(Card.of(2, 2, TODAY))
                .card(Card.of(2, 2, TODAY + 29))
                .card(Card.of(2, 2, TODAY + 30))
                .card(Card.of(2, -1, TODAY + 1))
                .card(Card.of(2, -2, TODAY))
                .card(Card.of(2, -2, TODAY + 2))
                .card(Card.of(0, 0, TODAY + 3))
                .card(Card.of(1, 1, NOW.getEpochSecond() + 60))
                .card(Card.of(2, 2, -100).in(20).borrowedFrom(1, TODAY + 4))
                .card(Card.of(3, 3, TODAY + 5).in(20).borrowedFrom(1, 0));
        var forecast = collection.study(NOW).forecast();
        assertThat(forecast.overdue()).isEqualTo(1);
        assertThat(forecast.days().subList(0, 6)).containsExactly(2L, 0L, 1L, 0L, 1L, 1L);
        assertThat(forecast.days().getLast()).isEqualTo(1);
        assertThat(forecast.days().stream().mapToLong(Long::longValue).sum()).isEqualTo(6);
    }

    @Test
    void aDayOfAnswersBeginsWhenTheOwnersDayDoes() {
        collection
                .review(new Review(TODAY_BEGAN.minusSeconds(1), 1, 3, 30, 2500, 4000))
                .review(new Review(TODAY_BEGAN.plusSeconds(1), 0, 3, -60, 2500, 1000))
                .review(new Review(NOW, 1, 1, 20, 2500, 2000))
                .review(new Review(NOW.plusSeconds(1), 2, 2, -600, 2500, 3000))
                .review(new Review(NOW.plusSeconds(2), 3, 3, 5, 2500, 5000))
                .review(new Review(NOW.plusSeconds(3), 4, 0, 5, 0, 0))
                .review(new Review(NOW.plusSeconds(4), 5, 0, 5, 2500, 0));
        var reviews = collection.study(NOW).reviews();
        assertThat(reviews.days())
                .containsExactly(
                        new ReviewDay(LocalDate.of(2026, 4, 10), 0, 0, 1, 0, 0, 1, Duration.ofSeconds(4)),
                        new ReviewDay(LocalDate.of(2026, 4, 11), 1, 1, 0, 1, 1, 3, Duration.ofSeconds(11)));
        assertThat(reviews.last(3, LocalDate.of(2026, 4, 11)))
                .extracting(ReviewDay::answers)
                .containsExactly(0L, 1L, 4L);
    }

    @Test
    void retentionCountsWhatWasKnownAfterADayOrLonger() {
        collection
                .review(new Review(daysAgo(0), 1, 3, 20))
                .review(new Review(daysAgo(0).plusSeconds(1), 1, 1, 20))
                .review(new Review(daysAgo(0).plusSeconds(2), 1, 4, 21))
                .review(new Review(daysAgo(0).plusSeconds(3), 0, 1, -600)) // within a day
                .review(new Review(daysAgo(0).plusSeconds(4), 2, 2, -86_400)) // a step of a day
                .review(new Review(daysAgo(0).plusSeconds(5), 3, 3, 50, 0, 1000)) // only a preview
                .review(new Review(daysAgo(0).plusSeconds(6), 3, 3, 50, 2500, 1000))
                .review(new Review(daysAgo(0).plusSeconds(7), 4, 0, 50)) // no answer
                .review(new Review(daysAgo(1), 1, 1, 100))
                .review(new Review(daysAgo(6), 1, 3, 1))
                .review(new Review(daysAgo(7), 1, 3, 1))
                .review(new Review(daysAgo(29), 1, 3, 1))
                .review(new Review(daysAgo(30), 1, 1, 1))
                .review(new Review(daysAgo(364), 1, 3, 1))
                .review(new Review(daysAgo(365), 1, 3, 1));
        var reviews = collection.study(NOW).reviews();
        assertThat(reviews.over(Period.TODAY)).isEqualTo(new Retention(new Answers(2, 1), new Answers(2, 0)));
        assertThat(reviews.over(Period.YESTERDAY)).isEqualTo(new Retention(new Answers(0, 0), new Answers(0, 1)));
        assertThat(reviews.over(Period.WEEK)).isEqualTo(new Retention(new Answers(3, 1), new Answers(2, 1)));
        assertThat(reviews.over(Period.MONTH)).isEqualTo(new Retention(new Answers(5, 1), new Answers(2, 1)));
        assertThat(reviews.over(Period.YEAR)).isEqualTo(new Retention(new Answers(6, 2), new Answers(2, 1)));
        assertThat(reviews.over(Period.ALL_TIME)).isEqualTo(new Retention(new Answers(7, 2), new Answers(2, 1)));
        assertThat(reviews.over(Period.TODAY).all().share()).hasValue(0.8);
        assertThat(Answers.NONE.share()).isEmpty();
    }

    @Test
    void daysInARowAreCounted() {
        var today = LocalDate.of(2026, 4, 11);
        assertThat(Streak.of(List.of(), today)).isEqualTo(new Streak(0, 0));
        assertThat(Streak.of(List.of(today), today)).isEqualTo(new Streak(1, 1));
        assertThat(Streak.of(List.of(today.minusDays(2), today.minusDays(1)), today))
                .isEqualTo(new Streak(2, 2));
        assertThat(Streak.of(List.of(today.minusDays(3), today.minusDays(2)), today))
                .isEqualTo(new Streak(0, 2));
        assertThat(Streak.of(
                        List.of(today.minusDays(9), today.minusDays(8), today.minusDays(7), today.minusDays(1), today),
                        today))
                .isEqualTo(new Streak(2, 3));
    }
}
