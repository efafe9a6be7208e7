package lectern.anki.collection;

import java.time.Instant;

import lectern.db.Tx;

/// `finish`: the collection gets its next number and the time that both sides remember.
final class Finish {
    private static final String STAMP = "update col set usn = usn + 1, mod = ?, ls = ?";

    private Finish() {}

    static Instant stamp(Tx tx, Instant now) {
        var at = CollectionState.read(tx).next(now);
        tx.update(STAMP, at, at);
        return at;
    }
}
