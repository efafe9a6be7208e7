package lectern.e2e.anki.engine;

import java.util.List;

import anki.sync.SyncCollectionResponse.ChangesRequired;

/// A device with Anki on it, of whichever version.
public interface Device extends AutoCloseable {
    /// Takes and gives what changed, where that is possible: `NO_CHANGES` is the answer to a sync that went well.
    /// Anything else says which one-way sync is wanted, and nothing was done.
    ChangesRequired sync();

    /// This device's collection becomes the server's.
    void upload();

    /// The server's collection becomes this device's. Where that fails, the device keeps what it had.
    void download();

    /// Returns when all media went both ways.
    void syncMedia();

    /// Notes of the stock type Basic whose text follows from `prefix` and a number.
    void addNotes(int count, String deck, String prefix);

    /// Of all kinds that a normal sync can carry, deletions among them. The same seed makes the same choices on the
    /// same
    /// collection.
    void makeRandomEdits(long seed, int count);

    /// The collection, the media and all that another device must hold as well.
    Content content();

    /// The engine's own look at the collection, which mends what it finds: nothing is good.
    List<String> check();

    @Override
    void close();
}
