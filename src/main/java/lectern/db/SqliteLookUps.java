package lectern.db;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

import org.jspecify.annotations.Nullable;

/// Reads single rows on the thread that asks, which costs less than handing the question to another thread. Each has
/// a connection to itself while it reads, and there is one for each carrier of the virtual threads: who finds none
/// free,
/// because a thread that reads has lost its processor, asks a reader.
final class SqliteLookUps implements AutoCloseable {
    /// In pages of the file, 8 MiB: what is asked for once is often asked for again, and a page that is not here is a
    /// system call.
    private static final int CACHE = 2_048;

    private final Path file;
    private final SqliteLog log;
    private final SqliteReaders readers;
    private final ArrayBlockingQueue<Seat> free;
    private final int seats;

    private SqliteLookUps(Path file, SqliteLog log, SqliteReaders readers, int seats) {
        this.file = file;
        this.log = log;
        this.readers = readers;
        this.seats = seats;
        this.free = new ArrayBlockingQueue<>(seats);
        for (int i = 0; i < seats; i++) {
            free.add(new Seat());
        }
    }

    static SqliteLookUps beside(SqliteReaders readers, Path file, SqliteLog log) {
        return new SqliteLookUps(file, log, readers, Runtime.getRuntime().availableProcessors());
    }

    <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) {
        var seat = free.poll();
        if (seat == null) {
            return readers.read(tx -> tx.one(sql, reader, values));
        }
        try {
            return seat.first(sql, reader, values);
        } finally {
            free.add(seat);
        }
    }

    /// Waits for the look-ups that are under way.
    @Override
    public void close() {
        for (int closed = 0; closed < seats; closed++) {
            try {
                free.take().close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private final class Seat implements AutoCloseable {
        private @Nullable SqliteSession session;

        /// A single select needs no transaction around it: it is one.
        <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) {
            log.beginRead();
            try {
                return open().tx().run(tx -> tx.one(sql, reader, values));
            } catch (DatabaseException e) {
                close(); // whatever state it is in
                throw e;
            } finally {
                log.endRead();
            }
        }

        private SqliteSession open() {
            if (session == null) {
                session = SqliteSession.toRead(file);
                session.script("pragma cache_size = " + CACHE);
            }
            return session;
        }

        @Override
        public void close() {
            if (session != null) {
                session.close();
                session = null;
            }
        }
    }
}
