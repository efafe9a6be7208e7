package lectern.blob;

/// A blob of which more is coming, open for one writer at a time.
public interface GrowingBlob extends AutoCloseable {
    void append(byte[] from, int offset, int length);

    /// What was appended so far is on the disk when this returns, and so may be counted on.
    void force();

    /// What was not forced may be lost.
    @Override
    void close();
}
