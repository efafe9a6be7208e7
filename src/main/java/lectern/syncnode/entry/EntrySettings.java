package lectern.syncnode.entry;

import java.time.Duration;

/// What the operator decides about stores.
///
/// @param quotaBytes charged to one account at most; 0: no limit
/// @param quotaStores charged to one account at most; 0: no limit
/// @param tombstones how long a deletion is remembered, and so how old a cursor may be
/// @param versions how many replaced versions are kept of a store
/// @param versionAge and for how long
/// @param trashAge how long a deleted store can be brought back
public record EntrySettings(
        SharedNames sharedNames,
        long quotaBytes,
        long quotaStores,
        Duration tombstones,
        int versions,
        Duration versionAge,
        Duration trashAge) {

    /// How a store that somebody shares is found.
    public enum SharedNames {
        /// Also by its name, where the caller has no store of that name.
        PLAIN,
        /// By its address only, for a server where strangers register.
        ADDRESS
    }

    public EntrySettings {
        if (quotaBytes < 0 || quotaStores < 0 || versions < 0) {
            throw new IllegalArgumentException("A quota and a number of versions are not negative.");
        }
    }

    public static EntrySettings defaults() {
        return new EntrySettings(
                SharedNames.PLAIN, 0, 0, Duration.ofDays(180), 10, Duration.ofDays(30), Duration.ofDays(30));
    }
}
