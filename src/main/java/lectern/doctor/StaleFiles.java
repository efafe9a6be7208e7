package lectern.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Finds what a process left behind that was killed while it wrote a file, and what a network file system keeps of
/// files that were deleted while they were open.
final class StaleFiles {
    private static final String AREA = "stale files";
    private static final Duration SURELY_LEFT = Duration.ofHours(1);
    private static final int DEPTH = 4;
    private static final List<String> BEGINNINGS = List.of(".nfs", ".spool-");
    private static final List<String> ENDS = List.of(".tmp", ".new", ".new-wal", ".new-shm", ".new-journal");

    private final Path data;
    private final Instant now;

    StaleFiles(Path data, Instant now) {
        this.data = data;
        this.now = now;
    }

    /// With `mend` they are removed: nobody ever asks for them again.
    List<Finding> examine(boolean mend) {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (var files = Files.walk(data, DEPTH)) {
            var stale = files.filter(this::isStale).sorted().toList();
            return stale.isEmpty()
                    ? List.of(Finding.fine(AREA, "There are none."))
                    : stale.stream()
                            .map(file -> mend ? removed(file) : found(file))
                            .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(Finding.problem(
                    AREA, "%s can't be looked through: %s.".formatted(data, e.getMessage()), "Look at the disk."));
        }
    }

    private static Finding found(Path file) {
        return Finding.warning(AREA, "%s was left by a process that died.".formatted(file), "lectern doctor --mend");
    }

    private static Finding removed(Path file) {
        try {
            Files.deleteIfExists(file);
            return Finding.fine(AREA, "%s was left by a process that died, and is removed.".formatted(file));
        } catch (IOException e) {
            return Finding.problem(AREA, "%s can't be removed: %s.".formatted(file, e), "rm '%s'".formatted(file));
        }
    }

    private boolean isStale(Path file) {
        var name = String.valueOf(file.getFileName());
        if (BEGINNINGS.stream().noneMatch(name::startsWith) && ENDS.stream().noneMatch(name::endsWith)) {
            return false;
        }
        try {
            return Files.isRegularFile(file)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(SURELY_LEFT));
        } catch (IOException _) {
            return false; // gone meanwhile
        }
    }
}
