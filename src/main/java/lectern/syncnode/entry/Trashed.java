package lectern.syncnode.entry;

import java.time.Instant;

/// A deleted store that its owner may bring back.
///
/// @param name may be another store's by now; the address is still its own
/// @param size of what comes back
public record Trashed(Address address, StoreName name, Instant deleted, long size) {}
