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
/// @param sharedDigests how many digests several books have, which therefore identify none of them
/// @param shared the first of these
public record LibraryStatus(
        Optional<Path> folder,
        Optional<Instant> readAt,
        Optional<String> problem,
        int books,
        int formats,
        int missingFiles,
        int sharedDigests,
        List<SharedDigest> shared) {
    public LibraryStatus {
        shared = List.copyOf(shared);
    }

    /// There is no library, and none is asked for.
    static LibraryStatus absent() {
        return new LibraryStatus(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, 0, List.of());
    }

    /// The first books that share one.
    public record SharedDigest(String digest, List<LibraryBook> books) {
        public SharedDigest {
            books = List.copyOf(books);
        }
    }
}
