package lectern.db;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/// The threads that read a SQLite file, each through its own connection, each read on its own snapshot. They are
/// platform threads, because SQLite's native calls would hold the few carriers of the virtual ones.
final class SqliteReaders implements AutoCloseable {
    private static final int LONGEST_QUEUE = 2_048;

    private final Path file;
    private final SqliteLog log;
    private final CallQueue queue = new CallQueue(LONGEST_QUEUE);
    private final List<Thread> threads;

    private SqliteReaders(Path file, SqliteLog log, int count) {
        this.file = file;
        this.log = log;
        this.threads = IntStream.range(0, count)
                .mapToObj(number -> Thread.ofPlatform()
                        .name("sqlite-reader-" + number)
                        .daemon()
                        .unstarted(new Reader()))
                .toList();
    }

    static SqliteReaders start(Path file, SqliteLog log, int count) {
        var readers = new SqliteReaders(file, log, count);
        readers.threads.forEach(Thread::start);
        return readers;
    }

    <T> T read(Work<T> work) {
        var call = new Call<>(work);
        queue.add(call);
        return call.await();
    }

    @Override
    public void close() {
        queue.close();
        threads.forEach(Threads::join);
    }

    private final class Reader implements Runnable {
        private @Nullable SqliteSession session;
        private boolean reading;
        private long snapshotAt;

        @Override
        public void run() {
            for (var call = next(); call != null; call = next()) {
                try {
                    read(call);
                } catch (Throwable e) { // this thread has to outlive everything
                    call.fail(e);
                    close();
                }
                call.answer();
            }
            close();
        }

        /// Waits without a snapshot: the log can't be emptied as long as somebody reads in it.
        private @Nullable Call<?> next() {
            var waiting = queue.poll();
            if (waiting == null) {
                end();
                return queue.take();
            }
            return waiting;
        }

        /// Beginning and ending a snapshot costs as much as a small read. One that was taken after a call was made is
        /// as good for it as one of its own, so under load several share it.
        private void read(Call<?> call) {
            if (!call.madeBefore(snapshotAt)) {
                end();
            }
            if (!reading) {
                begin();
            }
            call.run(open().tx());
            if (call.failed()) {
                end();
            }
        }

        private void begin() {
            log.beginRead();
            reading = true;
            snapshotAt = System.nanoTime();
            open().execute("begin");
        }

        private void end() {
            if (reading) {
                if (session != null) {
                    session.rollback();
                }
                reading = false;
                log.endRead();
            }
        }

        private SqliteSession open() {
            if (session == null) {
                session = SqliteSession.toRead(file);
                session.script("pragma temp_store = memory");
            }
            return session;
        }

        private void close() {
            end();
            if (session != null) {
                session.close();
                session = null;
            }
        }
    }
}
