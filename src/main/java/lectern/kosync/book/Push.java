package lectern.kosync.book;

import java.time.Instant;
import java.util.Optional;

/// What a reading program says when it stops or turns pages.
///
/// @param percentage 0 to 1
/// @param filename from the top level of the message, where scripts put it: better evidence than the one in the
///     metadata, which Readest makes up from the title
public record Push(
        DocumentId document,
        Place place,
        double percentage,
        Device device,
        Optional<FileName> filename,
        Metadata metadata) {
    public Push {
        Percentage.require(percentage);
    }

    /// What stock readers send.
    public Push(DocumentId document, Place place, double percentage, Device device) {
        this(document, place, percentage, device, Optional.empty(), Metadata.NONE);
    }

    /// Says nothing about the file, as most do.
    public boolean isPlain() {
        return filename.isEmpty() && metadata.equals(Metadata.NONE);
    }

    public Optional<FileName> name() {
        return filename.or(metadata::filename);
    }

    /// As a position, taken at that moment.
    ///
    /// @param knownDeviceId of the push before, for one that leaves it out
    public Progress progress(Optional<String> knownDeviceId, Instant at) {
        return new Progress(
                place, percentage, new Device(device.name(), device.id().or(() -> knownDeviceId)), at);
    }
}
