package lectern.anki.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a collection lies on the disk. Whoever changes it, in whatever process, changes this too.
///
/// @param file which one it is; empty where the system does not say
record FileStamp(Optional<Object> file, long size, Instant modified) {
    /// File systems count time in steps, FAT in those of two seconds: two changes within one look like one.
    private static final Duration STEP = Duration.ofSeconds(2);

    /// Empty when there is no collection, or when a log says what is not in it yet.
    static Optional<FileStamp> of(CollectionFolder folder) throws IOException {
        if (folder.hasLog()) {
            return Optional.empty();
        }
        try {
            var attributes = Files.readAttributes(folder.collection(), BasicFileAttributes.class);
            return Optional.of(new FileStamp(
                    Optional.ofNullable(attributes.fileKey()),
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Whether no change from now on can leave it as it is.
    boolean settled(Instant now) {
        return modified.plus(STEP).isBefore(now);
    }
}
