package lectern.calibre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// A Calibre library on disk. The paths in its database are only believed as long as they stay inside.
record LibraryFolder(Path root) {
    /// The place of a plain file whose real path lies in the library; empty for everything else, a path that no file
    /// system could have included.
    Optional<Path> file(String relative) {
        try {
            var real = root.resolve(relative).toRealPath();
            return real.startsWith(root.toRealPath()) && Files.isRegularFile(real)
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }
}
