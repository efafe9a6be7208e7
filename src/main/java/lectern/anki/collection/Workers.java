package lectern.anki.collection;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.anki.wire.AnkiError;
import lectern.anki.wire.Refusal;

/// The platform threads on which collection files are worked on: SQLite's native calls would hold the few carriers
/// of the virtual ones. What takes long has threads of its own, so that it holds up nobody's step; and so has what is
/// only looked through, so that it holds up nobody's upload.
final class Workers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final int WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ThreadPoolExecutor steps;
    private final ThreadPoolExecutor slow;
    private final ThreadPoolExecutor studies;

    private Workers(ThreadPoolExecutor steps, ThreadPoolExecutor slow, ThreadPoolExecutor studies) {
        this.steps = steps;
        this.slow = slow;
        this.studies = studies;
    }

    static Workers start() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Workers(
                pool("anki-step-", Math.min(cores, 8) + 1),
                pool("anki-long-", Math.min(cores, 4)),
                pool("anki-study-", Math.min(cores, 2)));
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        var factory = Thread.ofPlatform().name(name, 0).daemon().factory();
        var pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    interface Job<T> {
        T run() throws IOException;
    }

    /// For what takes milliseconds.
    <T> T step(Job<T> job) throws IOException {
        return await(submit(steps, job));
    }

    /// For what must be done even when there is too much to do already.
    <T> T surely(Job<T> job) throws IOException {
        try {
            return await(steps.submit(job::run));
        } catch (RejectedExecutionException _) {
            return job.run();
        }
    }

    /// For what takes seconds.
    <T> T slow(Job<T> job) throws IOException {
        return await(submit(slow, job));
    }

    /// For what only reads, and may take as long.
    <T> T study(Job<T> job) throws IOException {
        return await(submit(studies, job));
    }

    /// For what nobody waits for. It runs on a thread of its own, from which it may use the others.
    void later(Job<?> job) {
        Thread.ofVirtual().name("anki-later").start(() -> {
            try {
                job.run();
            } catch (Refusal _) {
                log.info("something was left undone, because there is too much to do or the server stops");
            } catch (IOException | RuntimeException e) {
                log.warn("something could not be done with a collection in the background", e);
            }
        });
    }

    private static <T> Future<T> submit(ThreadPoolExecutor pool, Job<T> job) {
        try {
            return pool.submit(job::run);
        } catch (RejectedExecutionException _) {
            throw new Refusal(new AnkiError.Busy(SOON));
        }
    }

    /// An interrupt does not end the waiting, because it could not take the work back.
    private static <T> T await(Future<T> future) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(ExecutionException e) throws IOException {
        return switch (e.getCause()) {
            case RuntimeException exception -> exception;
            case IOException exception -> throw exception;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(e);
        };
    }

    /// Lets what runs come to its end, but not for ever.
    @Override
    public void close() {
        for (var pool : List.of(steps, slow, studies)) {
            pool.shutdown();
            try {
                if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    log.warn("something with a collection takes too long to wait for");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
