package lectern.kosync.book;

import java.util.Optional;
import java.util.Set;

import lectern.account.Account;

/// Each reader's place in each document.
///
/// Every method is one atomic step, durable on return, callable from any thread, and refused as stale when the
/// account changed since it was authorised.
public interface ProgressStore {
    /// Keeps the position; the last one wins, unless the policy or the replay guard is against it. What the push
    /// does not say (the device id, a file name, a title) stays as it was said before. Links by file name, by the
    /// digest of the name, and to the siblings.
    ///
    /// @param siblings all digests of the Calibre book the document is a file of; empty for most
    PushResult push(Account account, Push push, Set<DocumentId> siblings);

    /// Empty when neither the document nor anything linked to it has progress, a sibling included.
    ///
    /// @param siblings as above; nothing is linked by asking
    Optional<Reading> find(Account account, DocumentId document, Set<DocumentId> siblings);
}
