package lectern.account;

import java.util.concurrent.atomic.AtomicInteger;

import lectern.db.Commits;
import lectern.db.Database;
import lectern.db.Dialect;
import lectern.db.Work;

/// Counts how often it is asked.
record CountingDatabase(Database inner, AtomicInteger asked) implements Database {
    CountingDatabase(Database inner) {
        this(inner, new AtomicInteger());
    }

    @Override
    public <T> T read(Work<T> work) {
        asked.incrementAndGet();
        return inner.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
        asked.incrementAndGet();
        return inner.write(work);
    }

    @Override
    public Commits commits() {
        return inner.commits();
    }

    @Override
    public Dialect dialect() {
        return inner.dialect();
    }

    @Override
    public void close() {
        inner.close();
    }
}
