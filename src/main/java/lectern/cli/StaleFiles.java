package lectern.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Finds what a process left behind that was killed while it wrote a file.
final class StaleFiles {
    private static final Duration SURELY_LEFT = Duration.ofHours(1);
    private static final int DEPTH = 4;

    private StaleFiles() {}

    static List<Finding> examine(Path data, Instant now) {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (var files = Files.walk(data, DEPTH)) {
            var stale = files.filter(file -> isStale(file, now)).sorted().toList();
            return stale.isEmpty()
                    ? List.of(Finding.fine("stale files", "There are none."))
                    : stale.stream()
                            .map(file -> Finding.warning(
                                    "stale files", "%s was never finished.".formatted(file), "rm '%s'".formatted(file)))
                            .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(Finding.problem(
                    "stale files",
                    "%s can't be looked through: %s.".formatted(data, e.getMessage()),
                    "Look at the disk."));
        }
    }

    private static boolean isStale(Path file, Instant now) {
        var name = file.toString();
        if (!name.endsWith(".tmp") && !name.endsWith(".new")) {
            return false;
        }
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(SURELY_LEFT));
        } catch (IOException _) {
            return false; // gone meanwhile
        }
    }
}
