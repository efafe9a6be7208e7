package lectern.e2e.anki;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import anki.decks.DeckTreeNode;
import anki.stats.GraphsResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.anki.statistics.CardCounts;
import lectern.anki.statistics.DeckTree;
import lectern.anki.statistics.DueCounts;
import lectern.anki.statistics.Forecast;
import lectern.anki.statistics.GeneratedStudies;
import lectern.anki.statistics.ReviewDay;
import lectern.anki.statistics.Study;
import lectern.anki.statistics.TestCollection;
import lectern.e2e.anki.engine.AnkiDevice;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said about a collection is what Anki itself says about it.
class StudiesAsAnkiTest {
    private static final int EVERYTHING = 0;

    @TempDir
    Path folder;

    private final Instant now = Instant.now();

    @Test
    void aHundredThousandReviews() {
        assertAsAnki(GeneratedStudies.collection(folder.resolve("stored.anki2"), 1, now, 20_000, 100_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3})
    void withTheSecondScheduler(long seed) {
        assertAsAnki(GeneratedStudies.collection(folder.resolve("stored.anki2"), seed, now, 1000, 2000)
                .config("sched2021", "false")
                .write());
    }

    /// The version before zones were written down, which many collections still have.
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void withoutTheZoneInWhichItWasMade(long seed) {
        assertAsAnki(GeneratedStudies.collection(folder.resolve("stored.anki2"), seed, now, 1000, 2000)
                .withoutConfig("creationOffset")
                .write());
    }

    @Test
    void cardsThatWereBuriedYesterdayAreBack() {
        assertAsAnki(GeneratedStudies.collection(folder.resolve("stored.anki2"), 6, now, 1000, 2000)
                .config("lastUnburied", "1")
                .write());
    }

    private void assertAsAnki(TestCollection collection) {
        var study = collection.study(now);
        try (var anki = AnkiDevice.reading(collection.file(), folder.resolve("anki"))) {
            var tree = anki.engine().deckTree(now.getEpochSecond()); // the buried come back with it
            var graphs = anki.engine().graphs("", EVERYTHING);
            assertThat(study.cards()).isEqualTo(cards(graphs.getCardCounts().getExcludingInactive()));
            assertThat(study.decks()).isEqualTo(decks(tree));
            assertThat(study.forecast()).isEqualTo(forecast(graphs.getFutureDue()));
            assertThat(answers(study)).isEqualTo(answers(graphs.getReviews()));
            assertThat(times(study)).isEqualTo(times(graphs.getReviews()));
            assertTodayIs(study, graphs.getToday());
            assertThat(study.today().end().getEpochSecond())
                    .isEqualTo(anki.engine().schedTimingToday().getNextDayAt());
            assertThat(study.today().number())
                    .isEqualTo(anki.engine().schedTimingToday().getDaysElapsed());
        }
    }

    private static CardCounts cards(GraphsResponse.CardCounts.Counts counts) {
        return new CardCounts(
                counts.getNewCards(),
                counts.getLearn(),
                counts.getRelearn(),
                counts.getYoung(),
                counts.getMature(),
                counts.getSuspended(),
                counts.getBuried());
    }

    private static DeckTree decks(DeckTreeNode root) {
        var nodes = root.getChildrenList().stream()
                .flatMap(StudiesAsAnkiTest::nodes)
                .toList();
        var all = root.getChildrenList().stream()
                .map(StudiesAsAnkiTest::all)
                .reduce(new DueCounts(0, 0, 0, 0), StudiesAsAnkiTest::sum);
        return new DeckTree(all, nodes);
    }

    private static Stream<DeckTree.Node> nodes(DeckTreeNode node) {
        var own = new DeckTree.Node(
                node.getDeckId(), node.getName(), node.getLevel() - 1, node.getFiltered(), own(node), all(node));
        return Stream.concat(Stream.of(own), node.getChildrenList().stream().flatMap(StudiesAsAnkiTest::nodes));
    }

    private static DueCounts own(DeckTreeNode node) {
        return new DueCounts(
                node.getNewUncapped(),
                node.getIntradayLearning() + node.getInterdayLearningUncapped(),
                node.getReviewUncapped(),
                node.getTotalInDeck());
    }

    private static DueCounts all(DeckTreeNode node) {
        return node.getChildrenList().stream().map(StudiesAsAnkiTest::all).reduce(own(node), StudiesAsAnkiTest::sum);
    }

    private static DueCounts sum(DueCounts one, DueCounts other) {
        return new DueCounts(
                one.fresh() + other.fresh(),
                one.learning() + other.learning(),
                one.review() + other.review(),
                one.total() + other.total());
    }

    private static Forecast forecast(GraphsResponse.FutureDue due) {
        var byDay = due.getFutureDueMap();
        long overdue = byDay.entrySet().stream()
                .filter(day -> day.getKey() < 0)
                .mapToLong(Map.Entry::getValue)
                .sum();
        var days = IntStream.range(0, Forecast.DAYS)
                .mapToObj(day -> (long) byDay.getOrDefault(day, 0))
                .toList();
        return new Forecast(overdue, days);
    }

    private static Map<Long, List<Long>> answers(Study study) {
        var answers = new HashMap<Long, List<Long>>();
        for (var day : study.reviews().days()) {
            answers.put(
                    day.date().toEpochDay() - study.today().date().toEpochDay(),
                    List.of(day.learning(), day.relearning(), day.young(), day.mature(), day.filtered()));
        }
        return answers;
    }

    private static Map<Long, List<Long>> answers(GraphsResponse.ReviewCountsAndTimes reviews) {
        var answers = new HashMap<Long, List<Long>>();
        reviews.getCountMap().forEach((day, count) -> answers.put((long) day, counts(count)));
        return answers;
    }

    private static List<Long> counts(GraphsResponse.ReviewCountsAndTimes.Reviews reviews) {
        return LongStream.of(
                        reviews.getLearn(),
                        reviews.getRelearn(),
                        reviews.getYoung(),
                        reviews.getMature(),
                        reviews.getFiltered())
                .boxed()
                .toList();
    }

    private static Map<Long, Duration> times(Study study) {
        var times = new HashMap<Long, Duration>();
        for (var day : study.reviews().days()) {
            times.put(day.date().toEpochDay() - study.today().date().toEpochDay(), day.time());
        }
        return times;
    }

    private static Map<Long, Duration> times(GraphsResponse.ReviewCountsAndTimes reviews) {
        var times = new HashMap<Long, Duration>();
        reviews.getTimeMap()
                .forEach((day, time) -> times.put(
                        (long) day,
                        Duration.ofMillis(
                                counts(time).stream().mapToLong(Long::longValue).sum())));
        return times;
    }

    private static void assertTodayIs(Study study, GraphsResponse.Today expected) {
        var today = study.reviews().last(1, study.today().date()).getFirst();
        assertThat(today.answers()).isEqualTo(expected.getAnswerCount());
        assertThat(today.passed()).isEqualTo(expected.getCorrectCount());
        assertThat(today.time()).isEqualTo(Duration.ofMillis(expected.getAnswerMillis()));
        assertThat(study.reviews().days().stream().mapToLong(ReviewDay::answers).sum())
                .isPositive();
    }
}
