package lectern.server;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import lectern.anki.collection.Collections;
import lectern.config.Config;
import lectern.doctor.Checkup;
import lectern.doctor.Finding;
import lectern.doctor.Inside;

/// Looks at the running server on a thread of its own, one look at a time: to check a large database takes seconds, for
/// which no request may hold a carrier of the virtual threads.
final class Diagnosis implements AutoCloseable {
    private final Config config;
    private final Inside stores;
    private final InstantSource clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("doctor").daemon().factory());

    Diagnosis(Config config, Stores stores, Collections collections, InstantSource clock) {
        this.config = config;
        this.stores = new Inside(
                stores.accounts(),
                stores.keys(),
                stores.activityLog(),
                stores.blobs(),
                stores.entries(),
                stores.media(),
                collections);
        this.clock = clock;
    }

    List<Finding> findings() {
        try {
            return thread.submit(this::look).get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the doctor failed", bug.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the doctor looked", e);
        }
    }

    private List<Finding> look() {
        return new Checkup(config, look -> look.accept(stores), clock, ZoneOffset.UTC, false, false).findings();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
