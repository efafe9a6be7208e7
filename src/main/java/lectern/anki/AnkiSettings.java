package lectern.anki;

import java.nio.file.Path;

import lectern.anki.collection.CollectionSettings;
import lectern.anki.wire.Limits;

/// What the operator decides about Anki sync.
///
/// @param folder below which the collections lie
/// @param officialKeys a login returns the key that the official server would, the same on every device
public record AnkiSettings(Path folder, Limits limits, CollectionSettings collections, boolean officialKeys) {

    /// What a server does that was told nothing.
    public static AnkiSettings defaults(Path folder) {
        return new AnkiSettings(folder, Limits.defaults(), CollectionSettings.defaults(), false);
    }

    /// Where requests lie that are too large for memory, until they are over.
    Path spool() {
        return folder.resolveSibling("spool");
    }
}
