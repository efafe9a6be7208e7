package lectern.syncnode.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import lectern.db.Commits;
import lectern.db.Database;
import lectern.db.DatabaseException;
import lectern.db.Dialect;
import lectern.db.Work;

import static org.assertj.core.api.Assertions.assertThat;

/// Readers who follow while others write: whatever happens in between, they end up with what is there, and nothing
/// ever goes back.
@Timeout(300)
abstract class FollowingContract {
    private static final int STORES = 40;
    private static final String GONE = "gone";

    @TempDir
    private Path folder;

    private final FeedServer.Clock clock = new FeedServer.Clock();
    private final Map<String, Integer> written = new ConcurrentHashMap<>(); // versions of each store, deletions too
    private final Map<String, String> truth = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    abstract Database database();

    /// Commits late, now and then, so that what was begun first may be stored last.
    private record Dawdling(Database behind) implements Database {
        @Override
        public <T> T read(Work<T> work) {
            return behind.read(work);
        }

        @Override
        public <T> T write(Work<T> work) {
            return behind.write(tx -> {
                var result = work.in(tx);
                if (ThreadLocalRandom.current().nextInt(4) == 0) {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(10_000_000));
                }
                return result;
            });
        }

        @Override
        public Commits commits() {
            return behind.commits();
        }

        @Override
        public Dialect dialect() {
            return behind.dialect();
        }

        @Override
        public void close() {
            behind.close();
        }
    }

    /// What one reader knows. A version that is older than one it has seen fails it.
    private static final class Model {
        private final Map<String, String> known = new TreeMap<>();
        private final Map<String, Integer> newest = new TreeMap<>();

        void take(JsonNode row) {
            var key = row.get("key").stringValue();
            if (row.get("event").stringValue().equals("delete")) {
                known.put(key, GONE);
                return;
            }
            var type = row.get("contentType").stringValue();
            int version = Integer.parseInt(type.substring("text/".length()));
            assertThat(version).as(key).isGreaterThanOrEqualTo(newest.getOrDefault(key, 0));
            newest.put(key, version);
            known.put(key, type);
        }

        /// Without what is gone: a reader who never saw it is not told.
        Map<String, String> living() {
            var living = new TreeMap<>(known);
            living.values().removeIf(GONE::equals);
            return living;
        }
    }

    @Test
    void nobodyMissesAnythingWhileEightWrite() throws Exception {
        follow(database(), 8, 50);
    }

    @Test
    @Tag("long")
    void nobodyMissesAnythingInTenThousandWrites() throws Exception {
        follow(database(), 8, 1_250);
    }

    @Test
    void nobodyMissesWhatIsCommittedLate() throws Exception {
        follow(new Dawdling(database()), 8, 15);
    }

    private void follow(Database database, int writers, int writes) throws Exception {
        try (var server = new FeedServer(database, folder, clock, entries -> entries);
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var ana = server.device(server.account("ana"));
            var readers = new ArrayList<Future<Model>>();
            for (int i = 0; i < 4; i++) {
                int limit = 1 + 7 * i;
                readers.add(people.submit(() -> inPages(ana, limit)));
                readers.add(people.submit(() -> inAStream(() -> ana, new Random(limit))));
            }
            try {
                var all = IntStream.range(0, writers)
                        .<Future<?>>mapToObj(writer -> people.submit(() -> write(ana, writer, writers, writes)))
                        .toList();
                for (var one : all) {
                    one.get();
                }
                over.set(true);
                ana.put("the end", "text/1");
                assertAllKnow(readers);
            } finally {
                people.shutdownNow();
            }
        }
    }

    @Test
    void whoFollowsOutlivesAServerThatStartsAnew() throws Exception {
        var servers = new ReentrantReadWriteLock();
        var first = new FeedServer(database(), folder, clock, entries -> entries);
        var account = first.account("ana");
        var token = first.session(account).token();
        var current = new FeedServer[] {first}; // guarded by servers
        Callable<Device> device = () -> {
            servers.readLock().lock();
            try {
                return new Device(current[0], account.id(), token);
            } finally {
                servers.readLock().unlock();
            }
        };
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<Model>>();
            for (int i = 0; i < 4; i++) {
                int seed = i;
                readers.add(people.submit(() -> inAStream(device, new Random(seed))));
            }
            var random = new Random(4);
            for (int round = 0; round < 4; round++) {
                for (int i = 0; i < 25; i++) {
                    writeOne(device.call(), "k" + random.nextInt(STORES), random);
                }
                servers.writeLock().lock();
                try {
                    current[0].close();
                    current[0] = new FeedServer(database(), folder, clock, entries -> entries);
                } finally {
                    servers.writeLock().unlock();
                }
            }
            over.set(true);
            device.call().put("the end", "text/1");
            assertAllKnow(readers);
            people.shutdownNow();
        } finally {
            current[0].close();
        }
    }

    private void assertAllKnow(List<Future<Model>> readers) throws Exception {
        var living = new TreeMap<>(truth);
        living.values().removeIf(GONE::equals);
        living.put("the end", "text/1");
        for (var reader : readers) {
            assertThat(reader.get().living()).isEqualTo(living);
        }
    }

    /// Each writer has stores of its own, so that it knows what is in them.
    private void write(Device device, int writer, int writers, int writes) {
        var random = new Random(writer);
        for (int i = 0; i < writes; i++) {
            writeOne(device, "k" + (writer + writers * random.nextInt(STORES / writers)), random);
        }
    }

    /// As often as the database says that there are too many at once.
    private void writeOne(Device device, String key, Random random) {
        for (boolean stored = false; !stored; ) {
            try {
                writeOnce(device, key, random);
                stored = true;
            } catch (DatabaseException.Unavailable _) {
                Thread.onSpinWait();
            }
        }
    }

    private void writeOnce(Device device, String key, Random random) {
        if (random.nextInt(5) == 0 && truth.getOrDefault(key, GONE).startsWith("text/")) {
            device.delete(key);
            truth.put(key, GONE);
        } else {
            var type = "text/" + written.merge(key, 1, Integer::sum);
            device.put(key, type);
            truth.put(key, type);
        }
    }

    private Model inPages(Device device, int limit) throws IOException, InterruptedException {
        var model = new Model();
        var since = "";
        while (true) {
            var page = device.get("/changes?wait=5&limit=" + limit + "&since=" + since);
            page.body().get("changes").forEach(model::take);
            since = page.cursor();
            if (model.known.containsKey("the end") && !page.more()) {
                return model;
            }
        }
    }

    /// With connections that break now and then, after which it goes on from what it was told last.
    private Model inAStream(Callable<Device> device, Random random) throws Exception {
        var model = new Model();
        var last = "";
        while (!model.known.containsKey("the end")) {
            int patience = over.get() ? Integer.MAX_VALUE : 1 + random.nextInt(20);
            var request = device.call().request("/events");
            if (!last.isEmpty()) {
                request.header("Last-Event-ID", last);
            }
            try (var events = Events.open(request.build())) {
                if (events.status() == 503) {
                    throw new IOException("a server that stops takes nobody any more");
                }
                for (int i = 0; i < patience && !model.known.containsKey("the end"); i++) {
                    var event = events.next();
                    if (event.isEmpty()) {
                        break;
                    }
                    model.take(event.orElseThrow().data());
                    last = event.orElseThrow().id();
                }
            } catch (IOException _) {
                Thread.sleep(Duration.ofMillis(50)); // nobody listens for a moment
            }
        }
        return model;
    }
}
