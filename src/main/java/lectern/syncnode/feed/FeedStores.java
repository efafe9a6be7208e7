package lectern.syncnode.feed;

import lectern.db.Commits;

/// What the feed needs of the database, beside the entries themselves.
public record FeedStores(Cursors cursors, Heads heads, Commits commits) {}
