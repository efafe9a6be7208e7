package lectern.syncnode.entry;

import lectern.blob.BlobId;

/// Where the bytes of a value are.
public sealed interface Content {
    /// So many stay in the row: an fsync for each small file is more than a memory card can do.
    int MOST_INLINE = 32 * 1024;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Inline(byte[] bytes) implements Content {}

    record InBlob(BlobId id) implements Content {}
}
