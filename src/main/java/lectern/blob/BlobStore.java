package lectern.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

import lectern.account.Account;
import lectern.account.AccountData;
import lectern.account.Expiring;

/// Bytes by id. Whoever stores some writes a row that refers to them and calls [BlobRows#claim] in the same
/// transaction; whoever removes or replaces that row calls [BlobRows#release]. What nothing claimed within a day,
/// and what was released an hour ago, is removed by the sweeper; so a claimed blob is never removed, whichever
/// process wrote it, and however long that took.
///
/// A blob belongs to one account. Equal bytes are stored again, so nobody learns from a put what others have.
public interface BlobStore extends AccountData, Expiring {

    /// Where bytes come from. Opened once, read to the end and closed.
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /// Stores every content under an id of its own, in order; all of them are on the disk when this returns. When a
    /// content throws, none is kept and the exception passes on. Throws [StaleAccount] when the account changed.
    List<Blob> put(Account owner, List<Content> contents) throws IOException;

    default Blob put(Account owner, Content content) throws IOException {
        return put(owner, List.of(content)).getFirst();
    }

    /// Begins a blob that comes in several requests. Whoever waits for them keeps it by [BlobRows#keep], then finishes
    /// and claims it. Throws [StaleAccount] when the account changed.
    BlobId begin(Account owner);

    /// Goes on behind its first `length` bytes, which were forced; what lies behind them is forgotten.
    ///
    /// @throws MissingBlob when it is whole, or was given up
    GrowingBlob grow(BlobId id, long length);

    /// No more will come: from here on it is a blob as if it had been put at once, and nothing of it was copied. May be
    /// repeated.
    ///
    /// @throws MissingBlob when it was given up
    Blob finish(BlobId id);

    /// Whether the bytes are there, as they are for every claimed blob unless the disk was tampered with.
    boolean has(BlobId id);

    /// Claimed blobs that are not there, at most so many: each is damage.
    List<BlobId> missing(int limit);

    /// To be closed by the caller. What was opened can be read to the end, even when the blob is removed meanwhile.
    ///
    /// @throws MissingBlob when there are no such bytes
    InputStream open(BlobId id);

    /// The same, to be read from any place.
    ///
    /// @throws MissingBlob when there are no such bytes
    SeekableByteChannel channel(BlobId id);
}
