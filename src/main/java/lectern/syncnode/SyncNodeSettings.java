package lectern.syncnode;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import lectern.syncnode.entry.EntrySettings;
import lectern.syncnode.reset.MailSettings;
import lectern.syncnode.upload.UploadSettings;

/// What an operator may change about the store API.
///
/// @param corsOrigins the pages that may use it; `*` stands for every page
/// @param sessionIdle how long a session lasts after it was used
/// @param sessionLongest how long it lasts at most after the login
/// @param largestStore how many bytes one store may have; empty: as many as fit
/// @param mail how people are mailed; empty: the operator helps whoever lost a password
/// @param rate how many requests an account may make in a second, and ten times that at once; 0: any number
/// @param limits off only in tests: names of others may then be tried without end
/// @param diskReserve so many bytes of the disk are left free; what would need them is refused
public record SyncNodeSettings(
        Set<String> corsOrigins,
        Duration sessionIdle,
        Duration sessionLongest,
        EntrySettings entries,
        OptionalLong largestStore,
        Optional<MailSettings> mail,
        int rate,
        boolean limits,
        long diskReserve,
        UploadSettings uploads) {
    private static final long MIB = 1024 * 1024;

    public SyncNodeSettings {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    public static SyncNodeSettings defaults() {
        return new SyncNodeSettings(
                Set.of("*"),
                Duration.ofDays(30),
                Duration.ofDays(365),
                EntrySettings.defaults(),
                OptionalLong.empty(),
                Optional.empty(),
                0,
                true,
                512 * MIB,
                UploadSettings.defaults());
    }
}
