package lectern.syncnode.upload;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountData;
import lectern.blob.BlobId;

/// What is known of uploads. Every method is one atomic step, durable on return, callable from any thread; those that
/// write throw [StaleAccount] when the account changed since it signed in, and [LostBlob] when the bytes were given up.
public interface UploadStore extends AccountData {
    /// Open, with nothing received. False when the account has `most` already that wait for something.
    boolean begin(Account account, UploadId id, BlobId blob, String metadata, long length, Instant due, int most);

    /// Also when it's gone; empty when the account never had it, or that is forgotten.
    Optional<Upload> find(Account account, UploadId id);

    /// So many bytes are on the disk now, and it may wait until `due`. Empty when it is not open there any more.
    Optional<Upload> progress(Account account, Upload from, long received, Instant due);

    /// Everything is there, and the store did not take it.
    void refuse(Account account, UploadId id, Instant due);

    /// It became a version of a store.
    void stored(Account account, UploadId id, String token, Instant due);

    /// It came to nothing, and its bytes may go; nothing happens to one that was stored.
    ///
    /// @param until when that is forgotten
    void end(UploadId id, Instant until);

    /// What is waiting and has been for too long.
    List<UploadId> overdue(Instant now, int limit);

    /// Forgets at most `limit` of those that are over, and whose time has come.
    int forget(Instant now, int limit);
}
