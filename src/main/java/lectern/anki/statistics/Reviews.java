package lectern.anki.statistics;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import lectern.anki.schema.StudyDay;
import lectern.db.Row;
import lectern.db.Tx;

/// Everything that was ever answered, by days.
///
/// @param days on which something was answered, in order, up to today
public record Reviews(List<ReviewDay> days, Map<Period, Retention> retention, Streak streak) {
    private static final int SECONDS = 86_400;

    /// Days are counted from the end of today, and towards zero: an answer that a wrong clock put into tomorrow
    /// belongs to today, and one in the very first second of a day to the day before. Retention takes that
    /// second for what it is; both are as in Anki.
    private static final String COUNT = """
            select (id / 1000 - ?1) / %1$d as day, (id / 1000 - ?1) %% %1$d = 0 as first_second,
                case when type between 0 and 3 then type when type in (4, 5) then 4 else 0 end as kind,
                lastIvl >= %2$d as mature, count(*) as answers, sum(ease > 1) as passed, sum(time) as millis,
                sum(ease > 1 and tested) as known, sum(ease = 1 and tested) as forgotten
            from (select id, type, lastIvl, time, ease,
                    ease > 0 and not (type = 3 and factor = 0)
                        and (type = 1 or lastIvl <= -%1$d or lastIvl >= 1) as tested
                from revlog)
            group by 1, 2, 3, 4
            """.formatted(SECONDS, CardCounts.MATURE_DAYS);

    private static final long LEARNING = 0;
    private static final long REVIEW = 1;
    private static final long RELEARNING = 2;
    private static final long FILTERED = 3;
    private static final long NO_ANSWER = 4;

    public Reviews {
        days = List.copyOf(days);
        retention = Map.copyOf(retention);
    }

    static Reviews of(Tx tx, StudyDay today) {
        var sum = new Sum(today.date());
        tx.each(COUNT, sum::add, today.end().getEpochSecond());
        return sum.reviews();
    }

    public Retention over(Period period) {
        return retention.getOrDefault(period, Retention.NONE);
    }

    /// Those of that time on which something was answered.
    public List<ReviewDay> days(Period period, LocalDate today) {
        return days.stream()
                .filter(day -> period.contains(ChronoUnit.DAYS.between(day.date(), today)))
                .toList();
    }

    /// Of the last days, today with them; a day on which nothing was answered is among them.
    public List<ReviewDay> last(int count, LocalDate today) {
        var known = new TreeMap<LocalDate, ReviewDay>();
        days.forEach(day -> known.put(day.date(), day));
        var last = new ArrayList<ReviewDay>(count);
        for (int ago = count - 1; ago >= 0; ago--) {
            var date = today.minusDays(ago);
            last.add(known.getOrDefault(date, ReviewDay.none(date)));
        }
        return last;
    }

    private static final class Sum {
        private final LocalDate today;
        private final NavigableMap<LocalDate, ReviewDay> days = new TreeMap<>();
        private final Map<Period, Retention> retention = new EnumMap<>(Period.class);

        Sum(LocalDate today) {
            this.today = today;
            for (var period : Period.values()) {
                retention.put(period, Retention.NONE);
            }
        }

        void add(Row row) {
            long day = row.whole("day");
            if (row.whole("kind") != NO_ANSWER && day <= 0) {
                days.merge(today.plusDays(day), day(row, today.plusDays(day)), ReviewDay::plus);
            }
            var answers = new Retention.Answers(row.whole("known"), row.whole("forgotten"));
            var tested = row.flag("mature")
                    ? new Retention(Retention.Answers.NONE, answers)
                    : new Retention(answers, Retention.Answers.NONE);
            long daysAgo = row.flag("first_second") ? -day - 1 : -day;
            for (var period : Period.values()) {
                if (period.contains(daysAgo)) {
                    retention.merge(period, tested, Retention::plus);
                }
            }
        }

        private static ReviewDay day(Row row, LocalDate date) {
            long kind = row.whole("kind");
            long answers = row.whole("answers");
            boolean mature = row.flag("mature");
            return new ReviewDay(
                    date,
                    kind == LEARNING ? answers : 0,
                    kind == REVIEW && !mature ? answers : 0,
                    kind == REVIEW && mature ? answers : 0,
                    kind == RELEARNING ? answers : 0,
                    kind == FILTERED ? answers : 0,
                    row.whole("passed"),
                    Duration.ofMillis(row.whole("millis")));
        }

        Reviews reviews() {
            return new Reviews(
                    new ArrayList<>(days.values()), retention, Streak.of(new ArrayList<>(days.keySet()), today));
        }
    }
}
