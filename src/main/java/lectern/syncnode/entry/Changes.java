package lectern.syncnode.entry;

import java.util.List;

/// A piece of a feed.
public sealed interface Changes {
    /// In the order in which they happened; each store stands there once, with the last thing that happened to it.
    ///
    /// @param next from where to go on
    /// @param more whether there is more already
    record Page(List<Change> changes, Mark next, boolean more) implements Changes {
        public Page {
            changes = List.copyOf(changes);
        }
    }

    /// Deletions that the reader has not seen are forgotten: it lists everything and goes on from `now`.
    record Expired(Mark now) implements Changes {}
}
