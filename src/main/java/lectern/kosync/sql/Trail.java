package lectern.kosync.sql;

import java.time.Instant;
import java.util.Optional;

import lectern.kosync.book.Progress;

/// What a document pushed.
///
/// @param standing the last position of it that was taken; empty when none was
/// @param last when it pushed last, taken or not: where its history begins, going back
/// @param pushes how many
record Trail(Optional<Progress> standing, Optional<Instant> last, long pushes) {
    static final Trail NONE = new Trail(Optional.empty(), Optional.empty(), 0);

    /// Whether its last push did not become the book's position.
    boolean hasMovedOn() {
        return !standing.map(Progress::at).equals(last);
    }
}
