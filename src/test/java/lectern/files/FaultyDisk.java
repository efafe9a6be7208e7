package lectern.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// A disk that breaks when a test wants it to, and that remembers after a power cut only what was forced: bytes by
/// forcing their file, names by forcing their folder. Every step that changes something is counted, so that a test can
/// let each of them fail in its turn.
public final class FaultyDisk {
    private static final long NEVER = Long.MAX_VALUE;

    private final Path graves;
    private final FaultyFileSystem files = new FaultyFileSystem(this);
    private final List<Change> unforced = new ArrayList<>(); // the oldest first; guarded by this
    private final Map<Path, Long> lengths = new HashMap<>(); // of which forced; guarded by this
    private long steps; // guarded by this
    private long from = NEVER; // guarded by this
    private long to = NEVER; // guarded by this

    /// A name that came or went, in a folder that was not forced since.
    private record Change(Path folder, Undo undo) {}

    @FunctionalInterface
    private interface Undo {
        void apply() throws IOException;
    }

    /// A step, as it is done by a disk that is well.
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException;
    }

    /// @param graves a folder of the same file system, for what is deleted and may come back
    public FaultyDisk(Path graves) {
        this.graves = graves;
    }

    /// A folder of this machine as those see it who are tested: as one of this disk.
    public Path show(Path folder) {
        return files.seen(folder);
    }

    /// Made so far.
    public synchronized long steps() {
        return steps;
    }

    /// That step fails, counted from now, and no other.
    public synchronized void failAt(long step) {
        from = steps + step;
        to = from + 1;
    }

    /// That step and everything after it fails: whoever made it is as good as dead.
    public synchronized void stopAt(long step) {
        from = steps + step;
        to = NEVER;
    }

    /// From here on nothing fails any more.
    public synchronized void mend() {
        from = NEVER;
        to = NEVER;
    }

    /// What was never forced is forgotten, and then the disk is well.
    public synchronized void losePower() {
        mend();
        try {
            for (var file : lengths.entrySet()) {
                truncate(file.getKey(), file.getValue());
            }
            for (var change : unforced.reversed()) {
                change.undo().apply();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lengths.clear();
        unforced.clear();
    }

    // what the file system tells

    /// Counts a step on a file or folder.
    synchronized <T> T step(Path file, Step<T> step) throws IOException {
        boolean fails = isNextToFail();
        steps++;
        if (fails) {
            throw new IOException("the disk failed at step " + steps + ", at " + file.getFileName());
        }
        return step.take();
    }

    /// For a step that does something even when it fails.
    synchronized boolean isNextToFail() {
        return steps + 1 >= from && steps + 1 < to;
    }

    synchronized void made(Path file) {
        unforced.add(new Change(folder(file), () -> deleteAll(file)));
        if (Files.isRegularFile(file)) {
            lengths.put(file, 0L);
        }
    }

    synchronized void move(Path source, Path target) throws IOException {
        var overwritten = Files.exists(target) ? bury(target) : null;
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        var length = lengths.remove(source);
        if (length != null) {
            lengths.put(target, length);
        }
        unforced.add(new Change(folder(target), () -> {
            Files.move(target, source);
            dig(overwritten, target);
        }));
    }

    synchronized void delete(Path file) throws IOException {
        var buried = Files.isRegularFile(file) ? bury(file) : null;
        Files.delete(file);
        long length = Optional.ofNullable(lengths.remove(file)).orElse(NEVER);
        unforced.add(new Change(folder(file), () -> {
            dig(buried, file);
            if (Files.isRegularFile(file)) {
                truncate(file, length);
            }
        }));
    }

    /// Bytes are about to be written behind so many.
    synchronized void changing(Path file, long length) {
        lengths.merge(file, length, Math::min);
    }

    synchronized void forced(Path file) {
        lengths.remove(file);
        unforced.removeIf(change -> change.folder().equals(file));
    }

    private static void truncate(Path file, long length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private Path bury(Path file) throws IOException {
        return Files.createLink(graves.resolve(Long.toString(steps) + "-" + file.getFileName()), file);
    }

    private static void dig(@Nullable Path buried, Path file) throws IOException {
        if (buried != null) {
            Files.move(buried, file);
        }
    }

    private static Path folder(Path file) {
        var folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("a file lies in a folder");
        }
        return folder;
    }

    private static void deleteAll(Path file) throws IOException {
        try (var all = Files.walk(file)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (NoSuchFileException _) {
            // its folder is gone already
        }
    }
}
