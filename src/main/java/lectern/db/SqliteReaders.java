package lectern.db;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/// The threads that read a SQLite file, each through its own connection, each read on its own snapshot. They are
/// platform threads, because SQLite's native calls would hold the few carriers of the virtual ones.
final class SqliteReaders implements AutoCloseable {
    private static final int LONGEST_QUEUE = 2_048;

    private final Path file;
    private final CallQueue queue = new CallQueue(LONGEST_QUEUE);
    private final List<Thread> threads;

    private SqliteReaders(Path file, int count) {
        this.file = file;
        this.threads = IntStream.range(0, count)
                .mapToObj(number -> Thread.ofPlatform()
                        .name("sqlite-reader-" + number)
                        .daemon()
                        .unstarted(new Reader()))
                .toList();
    }

    static SqliteReaders start(Path file, int count) {
        var readers = new SqliteReaders(file, count);
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

        @Override
        public void run() {
            var taken = new ArrayList<Call<?>>(1);
            while (queue.take(taken, 1)) {
                var call = taken.removeFirst();
                try {
                    snapshot(call);
                } catch (Throwable e) { // this thread has to outlive everything
                    call.fail(e);
                    close();
                }
                call.answer();
            }
            close();
        }

        private void snapshot(Call<?> call) {
            if (session == null) {
                session = SqliteSession.toRead(file);
                session.script("pragma temp_store = memory");
            }
            session.execute("begin");
            call.run(session.tx());
            session.rollback();
        }

        private void close() {
            if (session != null) {
                session.close();
                session = null;
            }
        }
    }
}
