package lectern.anki.media;

import lectern.blob.BlobId;

/// Where the bytes of a file are.
public sealed interface MediaBytes {
    /// So many stay in the row: an fsync for each small file is more than a memory card can do.
    int MOST_IN_ROW = 32 * 1024;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record InRow(byte[] bytes) implements MediaBytes {}

    record InBlob(BlobId id) implements MediaBytes {}
}
