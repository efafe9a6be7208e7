package lectern.anki.statistics;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.anki.collection.Collections;
import lectern.anki.schema.StudyDays;
import lectern.db.Tx;

/// Looks through collections. Each look is one read transaction on what is committed, which holds up no sync,
/// no upload and no restore, and takes memory by the number of days and decks, not by the number of reviews.
public final class Studies {
    private static final String NOTES = "select count(*) as notes from notes";

    private final Collections collections;
    private final InstantSource clock;

    public Studies(Collections collections, InstantSource clock) {
        this.collections = collections;
        this.clock = clock;
    }

    /// Empty while the account has no collection.
    public Optional<Study> of(AccountId account) throws IOException {
        return collections.study(account, tx -> read(tx, clock.instant()));
    }

    static Study read(Tx tx, Instant now) {
        var today = StudyDays.read(tx).at(now);
        var queues = Queues.of(tx, today, now);
        return new Study(
                now,
                today,
                tx.one(NOTES, row -> row.whole("notes")).orElseThrow(),
                CardCounts.of(tx, queues),
                DeckTree.of(tx, queues),
                Forecast.of(tx, queues),
                Reviews.of(tx, today));
    }
}
