package lectern.web.learning;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import lectern.anki.statistics.CardCounts;
import lectern.anki.statistics.Period;
import lectern.anki.statistics.Retention;
import lectern.anki.statistics.ReviewDay;
import lectern.anki.statistics.Study;
import lectern.web.page.Visit;

/// How well and how long was learnt, and how far the cards are.
record HistoryPage(Optional<CardCounts> cards, List<Row> rows) {

    /// One stretch of time.
    ///
    /// @param name says which
    record Row(String name, long answers, Duration time, Retention retention) {}

    static HistoryPage of(Visit visit, Optional<Study> study) {
        return new HistoryPage(
                study.map(Study::cards),
                study.map(found -> Arrays.stream(Period.values())
                                .map(period -> row(visit, found, period))
                                .toList())
                        .orElse(List.of()));
    }

    private static Row row(Visit visit, Study study, Period period) {
        var days = study.reviews().days(period, study.today().date());
        return new Row(
                visit.say("learning.period."
                        + period.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                days.stream().mapToLong(ReviewDay::answers).sum(),
                days.stream().map(ReviewDay::time).reduce(Duration.ZERO, Duration::plus),
                study.reviews().over(period));
    }

    String share(Visit visit, Retention.Answers answers) {
        var share = answers.share();
        return share.isPresent() ? visit.words().percent(share.getAsDouble()) : "–";
    }
}
