package lectern.anki.wire;

/// A size as people write it.
public final class Megabytes {
    private static final long ONE = 1024 * 1024;

    private Megabytes() {}

    /// Never more than the size itself: it stands in sentences about limits.
    public static String of(long bytes) {
        return bytes < ONE ? bytes + " bytes" : bytes / ONE + " MB";
    }
}
