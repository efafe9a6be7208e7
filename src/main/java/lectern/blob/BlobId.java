package lectern.blob;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Names one blob: random, never used again, and says nothing about its bytes.
public record BlobId(String value) {
    private static final int BYTES = 16;
    private static final int SHARD_BYTES = 1;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + 2 * BYTES + "}");

    public BlobId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a blob id is " + 2 * BYTES + " hex digits");
        }
    }

    static boolean isOne(String value) {
        return FORM.matcher(value).matches();
    }

    /// Ids of one shard, so that what is stored together lies together.
    static List<BlobId> together(int count, SecureRandom random) {
        var shard = new byte[SHARD_BYTES];
        random.nextBytes(shard);
        return IntStream.range(0, count).mapToObj(_ -> random(shard, random)).toList();
    }

    private static BlobId random(byte[] shard, SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        System.arraycopy(shard, 0, bytes, 0, SHARD_BYTES);
        return new BlobId(HexFormat.of().formatHex(bytes));
    }

    /// The first digits, which are as evenly spread as all of them.
    String shard() {
        return value.substring(0, 2 * SHARD_BYTES);
    }

    @Override
    public String toString() {
        return value;
    }
}
