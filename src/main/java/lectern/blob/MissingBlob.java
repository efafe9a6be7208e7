package lectern.blob;

import java.io.IOException;

/// A row refers to bytes that cannot be read: the disk, or a restored backup, is not whole.
public final class MissingBlob extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingBlob(BlobId id) {
        super("the bytes of blob " + id + " are not there");
    }

    MissingBlob(BlobId id, IOException cause) {
        super("the bytes of blob " + id + " cannot be read", cause);
    }
}
