package lectern.syncnode.upload;

import java.time.Instant;
import java.util.Optional;

import lectern.blob.BlobId;

/// Bytes on their way.
///
/// ```
/// OPEN -> (the last byte, and the put succeeds) -> STORED
///   |  -> (the last byte, and the put is refused) -> REFUSED -> (commit) -> STORED
///   +--- a day without progress, or terminated: GONE <--+
/// ```
///
/// @param metadata as the client sent it
/// @param received so many bytes are on the disk; never all of them as long as they are not stored, since clients take
///   an upload that has everything for one that succeeded
/// @param token of the version that it became
/// @param due when it's given up, or forgotten
public record Upload(
        UploadId id,
        BlobId blob,
        String metadata,
        long length,
        long received,
        State state,
        Optional<String> token,
        Instant due) {
    Upload with(long more, Instant later) {
        return new Upload(id, blob, metadata, length, more, state, token, later);
    }

    public enum State {
        OPEN,
        REFUSED,
        STORED,
        GONE
    }
}
