package lectern.kosync.book;

import java.time.Instant;
import java.util.Optional;

/// What became of a push.
public sealed interface PushResult {
    /// The position is kept.
    ///
    /// @param book the canonical document of the book, when the pushed one is linked
    /// @param at what the server's clock said, and later than every position the book had before
    /// @param taken whether it is where the book stands now; if not it is in the history all the same, and the
    ///     client is told that it was stored
    record Stored(Optional<DocumentId> book, Instant at, boolean taken) implements PushResult {
        /// In seconds, as the protocol wants it.
        public long timestamp() {
            return at.getEpochSecond();
        }
    }

    /// A new document, and the account has as many as it may have. Nothing was stored.
    record QuotaReached() implements PushResult {}
}
