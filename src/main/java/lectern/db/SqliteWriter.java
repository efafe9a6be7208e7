package lectern.db;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The one thread that writes to a SQLite file. Whatever waits when it is free becomes one transaction with one
/// fsync, and every caller is answered after the commit.
///
/// No write has a savepoint of its own (docs/adr/0003): one that fails before it has changed anything costs the others
/// nothing, and one that fails later makes them run again without it.
final class SqliteWriter implements AutoCloseable {
    private static final int LONGEST_QUEUE = 2_048;
    private static final int LARGEST_GROUP = 256; // bounds how long the first of a group waits for the last

    /// Another process tries once a millisecond to begin a write; under full load it would meet an open door by luck
    /// only.
    private static final long DOOR_OPENS_EVERY = 100_000_000;

    private static final long DOOR_STAYS_OPEN = 2_000_000;

    private final SqliteSession session;
    private final SqliteLog log;
    private final Commits commits;
    private final CallQueue queue = new CallQueue(LONGEST_QUEUE);
    private final Thread thread =
            Thread.ofPlatform().name("sqlite-writer").daemon().unstarted(this::work);

    private SqliteWriter(SqliteSession session, SqliteLog log, Commits commits) {
        this.session = session;
        this.log = log;
        this.commits = commits;
    }

    /// Takes the session over and closes it in the end.
    static SqliteWriter start(SqliteSession session, SqliteLog log, Commits commits) {
        var writer = new SqliteWriter(session, log, commits);
        writer.thread.start();
        return writer;
    }

    <T> T write(Work<T> work) {
        if (Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("A write inside a write would wait for itself.");
        }
        var call = new Call<>(work);
        queue.add(call);
        return call.await();
    }

    private void work() {
        var calls = new ArrayList<Call<?>>(LARGEST_GROUP);
        var doorOpened = System.nanoTime();
        while (queue.take(calls, LARGEST_GROUP)) {
            try {
                store(calls);
            } catch (Throwable e) { // this thread has to outlive everything, or every later caller would wait for ever
                session.rollback();
                calls.forEach(call -> call.fail(e));
            }
            calls.forEach(Call::answer);
            calls.clear();
            log.shorten(session);
            if (System.nanoTime() - doorOpened > DOOR_OPENS_EVERY) {
                LockSupport.parkNanos(DOOR_STAYS_OPEN);
                doorOpened = System.nanoTime();
            }
        }
        session.close();
    }

    private void store(List<Call<?>> calls) {
        var together = new ArrayList<>(calls);
        var alone = new ArrayList<Call<?>>();
        for (var again = attempt(together); !again.isEmpty(); again = attempt(together)) {
            together.removeAll(again);
            alone.addAll(again);
        }
        alone.forEach(call -> attempt(List.of(call)));
    }

    /// Runs the calls in one transaction. When some have to run on their own, these are returned and nothing is stored.
    private List<Call<?>> attempt(List<Call<?>> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        try {
            session.execute("begin immediate");
            for (var call : calls) {
                var tx = session.tx();
                call.run(tx);
                if (call.failed() && tx.spoilt()) {
                    session.rollback();
                    return calls.size() == 1 ? List.of() : List.of(call);
                }
            }
            session.execute("commit");
            commits.happened();
            return List.of();
        } catch (DatabaseException e) {
            session.rollback();
            calls.forEach(call -> call.fail(e));
            return calls.size() == 1 ? List.of() : calls;
        }
    }

    @Override
    public void close() {
        queue.close();
        Threads.join(thread);
    }
}
