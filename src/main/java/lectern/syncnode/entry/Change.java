package lectern.syncnode.entry;

import java.time.Instant;
import java.util.Optional;

/// The last thing that happened to a store, for one account.
///
/// @param key as in [Listed]; of what is gone, the name
/// @param client what the device that did it calls itself
/// @param entry as it is now; empty when it is gone
public record Change(
        String key,
        Address address,
        Event event,
        Instant at,
        Optional<String> client,
        Optional<Entry> entry,
        long position) {}
