package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What a process takes of the machine, as the kernel counts it.
record Usage(long pid) {
    /// The kernel's tick, a hundredth of a second on every Linux there is.
    private static final Duration TICK = Duration.ofMillis(10);

    private static final Duration REST = Duration.ofSeconds(20);

    /// Resident memory, in MB, when nothing was asked for a while: what the start and the first password took is given
    /// back within seconds.
    long memoryAtRest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return status("VmRSS:");
    }

    /// The most resident memory that it ever had, in MB.
    long mostMemory() {
        return status("VmHWM:");
    }

    /// Time of a core, since the process began, in all its threads.
    Duration cpu() {
        var afterName = read("stat").replaceFirst(".*\\) ", "").split(" ", -1);
        return TICK.multipliedBy(Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]));
    }

    private long status(String field) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
                .findFirst()
                .orElseThrow();
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
