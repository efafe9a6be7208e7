package lectern.web.learning;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import lectern.account.Event;
import lectern.anki.MediaMethod;
import lectern.anki.SyncMethod;
import lectern.anki.statistics.Forecast;
import lectern.anki.statistics.ReviewDay;
import lectern.anki.statistics.Study;
import lectern.web.chart.Bars;
import lectern.web.chart.Heatmap;
import lectern.web.page.Visit;

/// What is due and how the last year went.
record OverviewPage(Optional<Figures> figures, List<Learning.Sync> syncs) {
    private static final int YEAR = 365;

    /// The words of the activity, and the messages that say the same.
    private static final Map<String, String> DID = Map.of(
            SyncMethod.FINISH.inWords(), "learning.did.sync",
            SyncMethod.UPLOAD.inWords(), "learning.did.upload",
            SyncMethod.DOWNLOAD.inWords(), "learning.did.download",
            SyncMethod.META.inWords(), "learning.did.look",
            MediaMethod.BEGIN.inWords(), "learning.did.media");

    record Figures(Study study, ReviewDay today, Heatmap year, Bars coming) {}

    static OverviewPage of(Visit visit, Optional<Study> study, List<Learning.Sync> syncs) {
        return new OverviewPage(study.map(found -> figures(visit, found)), syncs);
    }

    private static Figures figures(Visit visit, Study study) {
        var date = study.today().date();
        return new Figures(
                study,
                study.reviews().last(1, date).getFirst(),
                new Heatmap(
                        visit.say("learning.year"),
                        visit.language().locale(),
                        date.minusDays(YEAR - 1),
                        date,
                        study.reviews().last(YEAR, date).stream()
                                .filter(day -> day.answers() > 0)
                                .map(day -> day(visit, day))
                                .toList()),
                new Bars(visit.say("learning.coming"), bars(visit, study)));
    }

    private static Heatmap.Day day(Visit visit, ReviewDay day) {
        var amount = visit.say(
                "learning.answers-in",
                visit.words().count("learning.answers", day.answers()),
                visit.words().duration(day.time()));
        return new Heatmap.Day(day.date(), day.answers(), visit.words().day(day.date()) + ": " + amount, amount);
    }

    private static List<Bars.Bar> bars(Visit visit, Study study) {
        var date = DateTimeFormatter.ofPattern(
                visit.say("learning.short-date"), visit.language().locale());
        return IntStream.range(0, Forecast.DAYS)
                .mapToObj(ahead -> new Bars.Bar(
                        ahead == 0
                                ? visit.say("learning.today")
                                : date.format(study.today().date().plusDays(ahead)),
                        study.forecast().days().get(ahead),
                        visit.words()
                                .count("learning.cards", study.forecast().days().get(ahead))))
                .toList();
    }

    /// What a device did, in a sentence.
    String told(Visit visit, Learning.Sync sync) {
        var key = DID.get(sync.what());
        var what = key == null ? visit.translated(sync.what()) : visit.say(key);
        var how = sync.exchange()
                .map(exchange -> Amounts.inWords(visit, exchange))
                .orElseGet(() -> visit.translated(sync.detail()));
        var sentence = how.isEmpty() ? what : what + ": " + how;
        return sync.outcome() == Event.Outcome.DONE ? sentence : visit.say("learning.did.not", sentence);
    }
}
