package lectern.kosync.book;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;

/// Every accepted push of each book, the one that is current included, bounded per document and by age.
///
/// Every method is one atomic step, durable on return, callable from any thread, and refused as stale when the
/// account changed since it was authorised.
public interface History {
    /// Of all linked documents, the oldest first; of more than `limit` the newest.
    ///
    /// @param from inclusive
    /// @param to inclusive
    List<HistoryEntry> entries(Account account, DocumentId document, Instant from, Instant to, int limit);

    /// Writes the old position once more, as a new one of the document that had pushed it, and returns that: it is
    /// where the book stands then, whatever the policy. The device is then Lectern, because a reader ignores what
    /// it takes for its own entry. Empty when the book has no such entry.
    Optional<Progress> restore(Account account, DocumentId document, HistoryEntry.Id entry);
}
