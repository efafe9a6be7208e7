/// The store itself, without a word of HTTP: named values with versions, shared with other accounts, counted
/// against a quota, and a feed of what changed.
///
/// Read in this order: [StoreName], [Address] and [Reference] (what a store is called), [Value] and [Entry] (what is
/// in it), [Expected] (compare and set), [Outcome] and [Obstacle] (what comes of a request), [EntryStore] (all that
/// can be done).
@NullMarked
package lectern.syncnode.entry;

import org.jspecify.annotations.NullMarked;
