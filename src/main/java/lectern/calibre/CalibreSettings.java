package lectern.calibre;

import java.nio.file.Path;
import java.util.Optional;

/// Where the books are.
///
/// @param folder the Calibre library, the folder with `metadata.db` in it; without one no book is looked up
public record CalibreSettings(Optional<Path> folder) {}
