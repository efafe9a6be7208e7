package lectern.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Where bodies lie that cannot be used as they come and are too large for memory. What strangers send lands here
/// before anybody knows who they are, so all of it together is bounded.
public final class Spool {
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Path folder;
    private final long capacity;
    private final AtomicLong used = new AtomicLong();

    /// The folder exists, and others may use it too.
    public Spool(Path folder, long capacity) {
        this.folder = folder;
        this.capacity = capacity;
    }

    /// A file that has no name any more, where the system can do that, and is gone when it is closed.
    FileChannel file() throws IOException {
        return FileChannel.open(
                Files.createTempFile(folder, "form.", ".new"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    void take(long bytes) {
        if (used.addAndGet(bytes) > capacity) {
            used.addAndGet(-bytes);
            throw new Faulted(new Fault.Overloaded(LATER));
        }
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
