package lectern.syncnode;

import java.time.Duration;
import java.util.Set;

/// What an operator may change about the store API.
///
/// @param corsOrigins the pages that may use it; `*` stands for every page
/// @param sessionIdle how long a session lasts after it was used
/// @param sessionLongest how long it lasts at most after the login
public record SyncNodeSettings(Set<String> corsOrigins, Duration sessionIdle, Duration sessionLongest) {
    public SyncNodeSettings {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    public static SyncNodeSettings defaults() {
        return new SyncNodeSettings(Set.of("*"), Duration.ofDays(30), Duration.ofDays(365));
    }
}
