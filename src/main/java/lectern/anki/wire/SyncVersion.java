package lectern.anki.wire;

import java.util.Arrays;
import java.util.Optional;

/// What a client can do, by the version of the protocol that it speaks.
public enum SyncVersion {
    /// Anki 2.0. May send deletions inside `start`, and numbers as text.
    V8(8),
    /// Knows the second scheduler.
    V9(9),
    /// Knows time zones that move with the clock (Anki 2.1.28).
    V10(10),
    /// Header, zstd streams and schema 18 (Anki 2.1.57).
    V11(11);

    private final int number;

    SyncVersion(int number) {
        this.number = number;
    }

    /// Empty for a version that cannot be served.
    public static Optional<SyncVersion> of(long number) {
        return Arrays.stream(values())
                .filter(version -> version.number == number)
                .findFirst();
    }

    public int number() {
        return number;
    }

    /// Whether answers are zstd streams.
    public boolean zstd() {
        return this == V11;
    }

    /// The form of the collection file that is uploaded and downloaded.
    public int schema() {
        return this == V11 ? 18 : 11;
    }
}
