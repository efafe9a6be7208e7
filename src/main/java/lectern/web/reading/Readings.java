package lectern.web.reading;

import lectern.calibre.Library;
import lectern.kosync.KosyncStores;

/// What this area is made of.
///
/// @param cardByDefault whether the public picture is shown of whoever decided nothing
public record Readings(KosyncStores stores, Library library, boolean cardByDefault) {}
