package lectern.kosync.book;

import java.time.Instant;
import java.util.OptionalLong;

/// How far somebody is in a document, who said so and when.
///
/// @param percentage 0 to 1
/// @param at in microseconds, so that of two positions one is always the newer; clients see whole seconds
public record Progress(Place place, double percentage, Device device, Instant at) {
    public Progress {
        Percentage.require(percentage);
    }

    /// In seconds, as the protocol wants it.
    public long timestamp() {
        return at.getEpochSecond();
    }

    /// The same position once more, written by us.
    public Progress restored(Instant when) {
        return new Progress(place, percentage, Device.LECTERN, when);
    }

    /// For readers that share an id: nobody takes it for an entry of its own. An id that was never there stays
    /// away.
    public Progress disguised() {
        return new Progress(
                place, percentage, new Device(device.name(), device.id().flatMap(_ -> Device.LECTERN.id())), at);
    }

    /// How many pages the document must have; empty when this does not tell.
    public OptionalLong pages() {
        var page = place.pageNumber();
        return page.isPresent() && percentage > 0
                ? OptionalLong.of(Math.max(Math.round(page.getAsLong() / percentage), 1))
                : OptionalLong.empty();
    }
}
