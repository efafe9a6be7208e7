package lectern.syncnode.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import lectern.account.Account;
import lectern.blob.BlobStore;

/// What a put stores. Bytes in a blob are on the disk already, put into the blob store on behalf of the account that
/// writes; the step that writes the row claims them, and one that fails leaves them unclaimed.
public record Value(Content content, Properties properties) {

    /// What else is known of bytes that were taken in.
    @FunctionalInterface
    public interface Described {
        Properties of(long size, String sha256);
    }

    /// Reads to the end: into memory what fits in a row, and everything larger to the disk.
    public static Value take(BlobStore blobs, Account writer, InputStream bytes, Described described)
            throws IOException {
        var begin = bytes.readNBytes(Content.MOST_INLINE + 1);
        if (begin.length <= Content.MOST_INLINE) {
            var inline = new Content.Inline(begin);
            return new Value(inline, described.of(begin.length, inline.sha256()));
        }
        var blob = blobs.put(writer, () -> new SequenceInputStream(new ByteArrayInputStream(begin), bytes));
        return new Value(new Content.InBlob(blob.id()), described.of(blob.size(), blob.sha256()));
    }
}
