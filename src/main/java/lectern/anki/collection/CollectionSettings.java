package lectern.anki.collection;

import java.time.Duration;

/// What the operator decides about collections.
///
/// @param largest the file that a client may upload, in bytes
/// @param idle a sync of which nothing is heard for so long is rolled back
public record CollectionSettings(long largest, Duration idle, Merge merge, Snapshots snapshots) {
    /// Copies that are kept of collections as they were.
    ///
    /// @param count at most so many for each account
    /// @param age none is kept longer, except the newest
    /// @param every a collection that changes is copied so often
    /// @param deletedPercent a sync that deletes a larger share of the notes is preceded by a copy
    public record Snapshots(int count, Duration age, Duration every, int deletedPercent) {}

    private static final long GIGABYTE = 1L << 30;

    public static CollectionSettings defaults() {
        return new CollectionSettings(
                4 * GIGABYTE,
                Duration.ofMinutes(10),
                Merge.CONVERGING,
                new Snapshots(10, Duration.ofDays(90), Duration.ofDays(1), 20));
    }
}
