package lectern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process holds of the machine's memory, as the kernel counts it.
record Memory(long pid) {
    /// Now, in MB.
    long resident() {
        return read("VmRSS:");
    }

    /// The most it ever was, in MB.
    long peak() {
        return read("VmHWM:");
    }

    private long read(String field) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
