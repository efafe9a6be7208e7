package lectern.anki.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import lectern.db.Row;
import lectern.db.Tx;

/// How many reviews are coming if nothing new is begun.
///
/// @param overdue what was due before today
/// @param days of each of [#DAYS] days, today first
public record Forecast(long overdue, List<Long> days) {
    /// How far it goes.
    public static final int DAYS = 30;

    /// A card in a filtered deck keeps the day on which it is due at home; one that lapsed there may have lost
    /// it.
    private static final String COUNT = """
            select case when due > 1000000000 then (due - ?2) / 86400 else due - ?3 end as day,
                queue in (-2, -3) as buried, count(*) as cards
            from (select type, %1$s as queue,
                    case when odid > 0 and odue <> 0 and queue not in (1, 4) then odue else due end as due
                from cards)
            where type <> 0 and queue <> -1
            group by 1, 2
            """.formatted(Queues.QUEUE);

    public Forecast {
        days = List.copyOf(days);
    }

    static Forecast of(Tx tx, Queues queues) {
        var sum = new Sum();
        tx.each(
                COUNT,
                sum::add,
                queues.buriedComeBack(),
                queues.today().end().getEpochSecond(),
                queues.today().number());
        return new Forecast(sum.overdue, sum.days);
    }

    private static final class Sum {
        private long overdue;
        private final List<Long> days = new ArrayList<>(Collections.nCopies(DAYS, 0L));

        void add(Row row) {
            long day = row.whole("day");
            boolean isHidden = day <= 0 && row.flag("buried"); // until the day is over
            if (isHidden) {
                return;
            }
            if (day < 0) {
                overdue += row.whole("cards");
            } else if (day < DAYS) {
                days.set((int) day, days.get((int) day) + row.whole("cards"));
            }
        }
    }
}
