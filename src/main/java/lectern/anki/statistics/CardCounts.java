package lectern.anki.statistics;

import lectern.db.Row;
import lectern.db.Tx;

/// How far the cards are. One that is suspended or buried counts as that alone.
///
/// @param mature reviewed, and not due again for [#MATURE_DAYS] days or more after the last time; `young` for
///   less
public record CardCounts(
        long fresh, long learning, long relearning, long young, long mature, long suspended, long buried) {
    /// What Anki calls mature.
    public static final int MATURE_DAYS = 21;

    private static final String COUNT = """
            select count(*) filter (where queue >= 0 and type = 0) as fresh,
                count(*) filter (where queue >= 0 and type = 1) as learning,
                count(*) filter (where queue >= 0 and type = 3) as relearning,
                count(*) filter (where queue >= 0 and type = 2 and ivl < %1$d) as young,
                count(*) filter (where queue >= 0 and type = 2 and ivl >= %1$d) as mature,
                count(*) filter (where queue = -1) as suspended,
                count(*) filter (where queue in (-2, -3)) as buried
            from (select type, ivl, %2$s as queue from cards)
            """.formatted(MATURE_DAYS, Queues.QUEUE);

    static CardCounts of(Tx tx, Queues queues) {
        return tx.one(COUNT, CardCounts::of, queues.buriedComeBack()).orElseThrow();
    }

    private static CardCounts of(Row row) {
        return new CardCounts(
                row.whole("fresh"),
                row.whole("learning"),
                row.whole("relearning"),
                row.whole("young"),
                row.whole("mature"),
                row.whole("suspended"),
                row.whole("buried"));
    }

    public long total() {
        return fresh + learning + relearning + young + mature + suspended + buried;
    }
}
