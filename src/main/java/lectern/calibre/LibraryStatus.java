package lectern.calibre;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the library is, for `doctor` and the metrics.
///
/// @param folder empty when no library is set
/// @param readAt when the books below were read; empty before the first time
/// @param problem what is wrong now, in one sentence; the books below are then those of the last good reading
/// @param missingFiles files that the library lists and that could not be read
/// @param shared digests that several books have, which therefore identify none of them
public record LibraryStatus(
        Optional<Path> folder,
        Optional<Instant> readAt,
        Optional<String> problem,
        int books,
        int formats,
        int missingFiles,
        List<SharedDigest> shared) {
    public LibraryStatus {
        shared = List.copyOf(shared);
    }

    /// There is no library, and none is asked for.
    static LibraryStatus absent() {
        return new LibraryStatus(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, List.of());
    }

    public record SharedDigest(String digest, List<Long> books) {
        public SharedDigest {
            books = List.copyOf(books);
        }
    }
}
