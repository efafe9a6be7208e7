package lectern.anki.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;

/// Very many names of files, in eight bytes for each, and which of them were used.
final class MediaNames {
    private final MessageDigest digest = digest();
    private final BitSet used = new BitSet();
    private long[] names = new long[1024];
    private int count;

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    void add(String name) {
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
        }
        names[count] = number(name);
        count++;
    }

    /// Nothing is looked up before, and nothing added afterwards.
    void sort() {
        Arrays.sort(names, 0, count);
    }

    /// False when there is no such file.
    boolean use(String name) {
        int place = place(name);
        if (place >= 0) {
            used.set(place);
        }
        return place >= 0;
    }

    boolean isUsed(String name) {
        int place = place(name);
        return place >= 0 && used.get(place);
    }

    private int place(String name) {
        return Arrays.binarySearch(names, 0, count, number(name));
    }

    private long number(String name) {
        return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
