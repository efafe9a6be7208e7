package lectern.calibre;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// The books a household keeps in Calibre, as far as they help to say which book a document hash belongs to. Every
/// method answers from memory, from any thread, and none of them fails: a library that cannot be read knows nothing,
/// or what it knew when it was last read, and says so in its status.
public interface Library extends AutoCloseable {
    /// The one book that has a file with this digest (see [LibraryFormat]); empty for anything that is not a
    /// digest, and for a digest that two different books share.
    Optional<LibraryBook> book(String digest);

    /// The cover picture, a JPEG; empty when the book has none, when it is too large to be one, and when its path leads
    /// out of the library. The only method that touches the disk.
    Optional<byte[]> cover(LibraryBook book);

    LibraryStatus status();

    @Override
    void close();

    /// Starts to read the library in the background; what the last run of the server read is known at once.
    ///
    /// @param data the server's own folder, where a copy of the library's database is read
    static Library open(CalibreSettings settings, Path data, InstantSource clock) {
        return settings.folder()
                .<Library>map(folder -> CalibreLibrary.open(folder, data.resolve("calibre"), clock))
                .orElse(none());
    }

    /// What the server read last, for the command line beside it: nothing is read, and whether the library is in
    /// its place is looked at once.
    static Library lastKnown(CalibreSettings settings, Path data, InstantSource clock) {
        return settings.folder()
                .<Library>map(folder -> CalibreLibrary.lastKnown(folder, data.resolve("calibre"), clock))
                .orElse(none());
    }

    /// What a server without a Calibre library uses.
    static Library none() {
        return NoLibrary.INSTANCE;
    }
}
