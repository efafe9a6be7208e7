package lectern.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.db.Database;
import lectern.http.Cors;
import lectern.http.Faults;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.json.Json;

/// Whether the server can do its work: one answer for the probes of all the servers it replaces. It tells no versions,
/// paths or counts.
final class Health {
    private static final Logger log = LoggerFactory.getLogger(Health.class);

    /// So that nobody can wear the disk out by asking.
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long ROOM = 32L << 20;
    private static final String WRITE = "update server set instance_id = instance_id";

    private final Database database;
    private final Path data;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Checked last; // guarded by lock

    private record Checked(Instant at, boolean database, boolean disk) {}

    /// Ends a transaction that shall leave nothing behind.
    private static final class TakeBack extends RuntimeException {
        private TakeBack() {
            super(null, null, false, false);
        }
    }

    Health(Database database, Path data, InstantSource clock) {
        this.database = database;
        this.data = data;
        this.clock = clock;
    }

    Router router() {
        return new Router("health", Slashes.MERGED, Faults.plain(), Cors.none())
                .always("Cache-Control", "no-store")
                .headOfGet()
                .get("/health", _ -> answer());
    }

    private Response answer() {
        var now = checked();
        var well = now.database() && now.disk();
        return Response.json(
                well ? 200 : 500,
                Json.object()
                        .put("status", well ? "ok" : "error")
                        .put("database", now.database())
                        .put("disk", now.disk()));
    }

    private Checked checked() {
        lock.lock();
        try {
            var now = clock.instant();
            if (last == null || !now.isBefore(last.at().plus(FRESH)) || now.isBefore(last.at())) {
                last = new Checked(
                        now, succeeds("database", this::writeAndTakeBack), succeeds("disk", this::keepAFile));
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private void writeAndTakeBack() {
        try {
            database.write(tx -> {
                tx.update(WRITE);
                throw new TakeBack();
            });
        } catch (TakeBack _) {
            // it could be written, which is all that was asked
        }
    }

    private void keepAFile() {
        try {
            var probe = Files.createTempFile(data, "health", ".tmp");
            try (var channel = FileChannel.open(probe, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                channel.write(ByteBuffer.wrap(new byte[4096]));
                channel.force(true);
            }
            if (Files.getFileStore(data).getUsableSpace() < ROOM) {
                throw new IOException("less than 32 MiB are free");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean succeeds(String what, Runnable attempt) {
        var task = new FutureTask<Void>(attempt, null);
        Thread.ofVirtual().start(task);
        try {
            task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            log.warn("the {} is not well: {}", what, String.valueOf(e.getCause()));
        } catch (TimeoutException _) {
            log.warn("the {} is not well: no answer within {} seconds", what, PATIENCE.toSeconds());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
