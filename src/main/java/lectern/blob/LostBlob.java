package lectern.blob;

/// Nothing claimed the blob in time, and it was given up: nothing was written. Put the bytes once more.
public final class LostBlob extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostBlob(BlobId id) {
        super("blob " + id + " was given up before a row referred to it", null, false, false);
    }
}
