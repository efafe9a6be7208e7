package lectern.anki.statistics;

import java.time.Instant;

import lectern.anki.schema.ConfigEntries;
import lectern.anki.schema.StudyDay;
import lectern.db.Tx;

/// In which queue a card stands just now. That is written in its row, but for the cards that were buried on an
/// earlier day: the first client that opens the collection brings them back.
///
/// @param buriedComeBack whether no client has done that yet today
/// @param learnUntil learning cards that are due by then are shown already
record Queues(StudyDay today, boolean buriedComeBack, Instant learnUntil) {
    private static final long DAYS_A_CLOCK_MAY_BE_WRONG = 7;
    private static final long USUAL_SECONDS_AHEAD = 1200;

    /// The queue of a row of `cards`, where the first parameter says whether the buried come back.
    static final String QUEUE = """
            case
                when queue not in (-2, -3) or not ?1 then queue
                when type in (0, 2) then type
                when type in (1, 3) and due > 1000000000 then 1
                when type in (1, 3) then 3
                else queue end
            """;

    static Queues of(Tx tx, StudyDay today, Instant now) {
        var config = new ConfigEntries(tx);
        long unburied = config.number("lastUnburied").orElse(0);
        boolean newDay = unburied < today.number() || unburied > today.number() + DAYS_A_CLOCK_MAY_BE_WRONG;
        return new Queues(
                today, newDay, now.plusSeconds(config.number("collapseTime").orElse(USUAL_SECONDS_AHEAD)));
    }
}
