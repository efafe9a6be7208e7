package lectern.syncnode.upload;

import java.time.Duration;

/// What the operator decides about uploads.
///
/// @param patience how long one waits for its next bytes
/// @param mostWaiting of one account
public record UploadSettings(Duration patience, int mostWaiting) {
    public static UploadSettings defaults() {
        return new UploadSettings(Duration.ofHours(24), 20);
    }
}
