package lectern.web.stores;

import java.util.List;
import java.util.Optional;

import lectern.syncnode.entry.Trashed;

/// Deleted stores that can be brought back.
///
/// @param problem why the last try did not
record TrashPage(List<Trashed> stores, Optional<String> problem) {}
