package lectern.anki.collection;

import java.time.Instant;

import lectern.db.Row;
import lectern.db.Tx;

/// The one row that says where a collection stands.
///
/// @param modified of the last change
/// @param schemaModified of the last change that cannot be merged: clients with another one choose a direction
/// @param usn stamped on what the next sync accepts
/// @param lastSync the epoch while there was none
public record CollectionState(Instant modified, Instant schemaModified, int usn, Instant lastSync) {
    private static final String READ = "select mod, scm, usn, ls from col";

    private static final String PART = "update col set mod = ?, scm = ?, usn = ?";

    static CollectionState read(Tx tx) {
        return tx.one(READ, CollectionState::of).orElseThrow();
    }

    private static CollectionState of(Row row) {
        return new CollectionState(
                row.instant("mod"),
                row.instant("scm"),
                Math.clamp(row.whole("usn"), 0, Integer.MAX_VALUE),
                row.instant("ls"));
    }

    /// The time of a change that is made now: later than the last one, also when the clock was set back.
    Instant next(Instant now) {
        return now.isAfter(modified) ? now : modified.plusMillis(1);
    }

    /// Of each member the larger.
    CollectionState later(CollectionState other) {
        return new CollectionState(
                later(modified, other.modified),
                later(schemaModified, other.schemaModified),
                Math.max(usn, other.usn),
                later(lastSync, other.lastSync));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// Asks every client for a one-way sync: none knows that time, or that number.
    ///
    /// @param known the latest that a client may know
    static Instant part(Tx tx, CollectionState known, Instant now) {
        var next = known.next(now);
        var at = next.isAfter(known.schemaModified) ? next : known.schemaModified.plusMillis(1);
        tx.update(PART, at, at, known.usn + 1);
        return at;
    }
}
