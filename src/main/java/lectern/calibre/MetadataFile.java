package lectern.calibre;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Calibre's `metadata.db`. It is never opened as a database, because even a reader's lock can make Calibre wait or
/// fail: its bytes are copied while nobody writes, and the copy is read.
record MetadataFile(Path file) {
    private static final String NAME = "metadata.db";
    private static final Duration LONG_AGO = Duration.ofMinutes(1);
    private static final long DISK_TO_LEAVE_FREE = 64L << 20;
    private static final int CHANGE_COUNTER = 24; // where SQLite's file header has it

    static MetadataFile in(Path library) {
        return new MetadataFile(library.resolve(NAME));
    }

    /// How the file, and what SQLite keeps beside it, look from outside. Equal looks mean that nobody wrote in between.
    ///
    /// @param changes what SQLite raises with every transaction; it helps where the times of files are coarse
    /// @param unfinished a change of the file has begun, and can still be taken back from the journal
    record Look(Part database, Part log, Part journal, int changes, boolean unfinished) {
        /// Whether nobody wrote for so long that no second look is needed.
        boolean isOld(Instant now) {
            return Stream.of(database, log, journal).allMatch(part -> part.modified.isBefore(now.minus(LONG_AGO)));
        }
    }

    record Part(long size, Instant modified) {
        private static final Part ABSENT = new Part(0, Instant.MIN);
    }

    Look look() throws IOException {
        var database = part(file);
        if (database.equals(Part.ABSENT)) {
            throw new NoSuchFileException(file.toString());
        }
        var journal = part(beside(file, "-journal"));
        int changes = firstBytes(file, CHANGE_COUNTER, Integer.BYTES).getInt();
        boolean unfinished =
                journal.size > 0 && firstBytes(beside(file, "-journal"), 0, 1).get() != 0;
        return new Look(database, part(beside(file, "-wal")), journal, changes, unfinished);
    }

    /// Empty when the library changed since that look, so that the copy may be of no use.
    Optional<Path> copyTo(Path folder, Look look) throws IOException {
        deleteCopy(folder);
        long room = Files.getFileStore(folder).getUsableSpace() - DISK_TO_LEAVE_FREE;
        if (room < look.database.size + look.log.size) {
            throw new FileSystemException(folder.toString(), null, "there is not enough room to copy metadata.db");
        }
        var copy = folder.resolve(NAME);
        Files.copy(file, copy);
        if (look.log.size > 0) {
            Files.copy(beside(file, "-wal"), beside(copy, "-wal"));
        }
        return look().equals(look) ? Optional.of(copy) : Optional.empty();
    }

    static void deleteCopy(Path folder) throws IOException {
        for (var name : List.of(NAME, NAME + "-wal", NAME + "-shm")) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    private static Part part(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new FileSystemException(file.toString(), null, "is not a file");
            }
            return new Part(attributes.size(), attributes.lastModifiedTime().toInstant());
        } catch (NoSuchFileException _) {
            return Part.ABSENT;
        }
    }

    /// Zeros where the file is shorter, or gone since.
    private static ByteBuffer firstBytes(Path file, int from, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        try (var channel = FileChannel.open(file)) {
            channel.read(bytes, from);
        } catch (NoSuchFileException _) {
            return bytes.clear();
        }
        return bytes.clear();
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
