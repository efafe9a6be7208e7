package lectern.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;

/// Has what was written to a file put on the disk while more is coming. The system would else begin when the last byte
/// is there, and whoever sent a large file would wait for all of it once more.
///
/// Belongs to the thread that writes. A failure is thrown to it: the system tells of it once, and a later attempt would
/// find nothing wrong.
final class Forcing {
    private final FileChannel channel;
    private final long piece;
    private long waiting;
    private @Nullable FutureTask<FileChannel> running;

    /// @param piece so many bytes are put on the disk at once
    Forcing(FileChannel channel, long piece) {
        this.channel = channel;
        this.piece = piece;
    }

    void wrote(int count) throws IOException {
        waiting += count;
        if (waiting >= piece && (running == null || running.isDone())) {
            await();
            waiting = 0;
            running = new FutureTask<>(() -> {
                channel.force(false);
                return channel;
            });
            Thread.ofPlatform().name("to-disk").daemon().start(running);
        }
    }

    /// Everything is on the disk when this returns.
    void finish() throws IOException {
        await();
        channel.force(true);
    }

    private void await() throws IOException {
        var interrupted = false;
        while (running != null) {
            try {
                running.get();
                running = null;
            } catch (InterruptedException _) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IOException("what was written did not reach the disk", e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
