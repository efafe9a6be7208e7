package lectern.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/// Writes files that are there whole or not at all, also after a power cut, and that only their owner may read. The
/// bytes go to a new file in the same folder, which is forced to the disk and then given its name; a process that
/// is killed leaves at most a file ending in `.new` behind.
public final class DurableFile {
    private static final int BUFFER = 64 * 1024;
    private static final long FORCED_AT_ONCE = 32L << 20;

    private DurableFile() {}

    /// What was written.
    ///
    /// @param sha256 its digest in hex
    public record Written(long bytes, String sha256) {}

    /// Replaces what was there, if anything. When `content` throws, the file stays as it was and the exception
    /// passes on; what goes wrong on the disk is a [FileException].
    public static Written write(Path file, InputStream content) throws IOException {
        var written = place(file, content);
        force(folder(file));
        return written;
    }

    /// The same, but a power cut may still take the name away until its folder is forced: for many files at once.
    public static Written place(Path file, InputStream content) throws IOException {
        var fresh = fresh(file);
        try {
            var written = fill(fresh, content);
            onDisk(file, () -> Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE));
            return written;
        } finally {
            onDisk(fresh, () -> Files.deleteIfExists(fresh));
        }
    }

    /// Makes the file, unless it is there: then it stays as it is, and the answer is false. Of several who try at
    /// once, one makes it.
    public static boolean create(Path file, byte[] content) {
        var fresh = fresh(file);
        try {
            fill(fresh, new ByteArrayInputStream(content));
            var made = onDisk(file, () -> link(fresh, file));
            force(folder(file));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("An array cannot fail to be read.", e);
        } finally {
            onDisk(fresh, () -> Files.deleteIfExists(fresh));
        }
    }

    /// Gives `file` the bytes of `fresh`, which lies on the same file system and is closed; then there is no
    /// `fresh` any more. What was there stays until then, also in a power cut.
    public static void replace(Path file, Path fresh) {
        onDisk(fresh, () -> {
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
                return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
        });
        force(folder(file));
    }

    /// Removes the file if it is there.
    public static void delete(Path file) {
        onDisk(file, () -> Files.deleteIfExists(file));
    }

    /// Makes the names in a folder durable: else a power cut may take a new one away.
    public static void force(Path folder) {
        onDisk(folder, () -> {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
                return folder;
            }
        });
    }

    private static Path fresh(Path file) {
        return onDisk(file, () -> Files.createTempFile(folder(file), file.getFileName() + ".", ".new"));
    }

    private static Written fill(Path fresh, InputStream content) throws IOException {
        var digest = sha256();
        var buffer = new byte[BUFFER];
        long bytes = 0;
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            var forcing = new Forcing(channel, FORCED_AT_ONCE);
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                digest.update(buffer, 0, count);
                append(channel, ByteBuffer.wrap(buffer, 0, count), forcing, fresh);
                bytes += count;
            }
            onDisk(fresh, () -> {
                forcing.finish();
                return fresh;
            });
        }
        return new Written(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static void append(FileChannel channel, ByteBuffer bytes, Forcing forcing, Path file) {
        while (bytes.hasRemaining()) {
            onDisk(file, () -> {
                int count = channel.write(bytes);
                forcing.wrote(count);
                return count;
            });
        }
    }

    /// A hard link, unlike a rename, never replaces what is there. Where the file system has none (FAT, for one),
    /// the name is taken with an empty file, and a crash in that moment leaves it so.
    private static boolean link(Path fresh, Path file) throws IOException {
        try {
            Files.createLink(file, fresh);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } catch (FileSystemException | UnsupportedOperationException _) {
            return claim(fresh, file);
        }
    }

    private static boolean claim(Path fresh, Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            return false;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private static <T> T onDisk(Path file, Step<T> step) {
        try {
            return step.take();
        } catch (IOException e) {
            throw new FileException(file + " cannot be written", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
