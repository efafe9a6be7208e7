package lectern.syncnode.entry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import lectern.blob.BlobId;

/// Where the bytes of a value are.
public sealed interface Content {
    /// So many stay in the row: an fsync for each small file is more than a memory card can do.
    int MOST_INLINE = 32 * 1024;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Inline(byte[] bytes) implements Content {
        /// In hex.
        public String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every JDK has it
            }
        }
    }

    record InBlob(BlobId id) implements Content {}
}
