package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.db.DatabaseException;
import lectern.http.Request;

import static java.util.stream.Collectors.toMap;

/// Takes what happens during requests and writes it in the background, in batches: at most the last minute is lost when
/// the process dies. It never makes a request wait, and what comes too fast is counted and left out.
public final class Activity implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Activity.class);
    private static final int WAITING = 10_000;
    private static final int BATCH = 1_000;

    private final ActivityLog log;
    private final DeviceKeys deviceKeys;
    private final Sessions sessions;
    private final InstantSource clock;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("activity").daemon().factory());

    private final Map<Event, Happened> events = new ConcurrentHashMap<>();
    private final Map<Handle, Instant> usedKeys = new ConcurrentHashMap<>();
    private final Map<Handle, Instant> usedSessions = new ConcurrentHashMap<>();
    private final Limiter refusals; // different ones, for each account
    private final Arrivals arrivals;
    private final LongAdder leftOut = new LongAdder();

    private record Happened(Instant at, int times) {
        private Happened plus(Happened later) {
            return new Happened(later.at, times + later.times);
        }
    }

    public Activity(ActivityLog log, DeviceKeys deviceKeys, Sessions sessions, InstantSource clock) {
        this.log = log;
        this.deviceKeys = deviceKeys;
        this.sessions = sessions;
        this.clock = clock;
        this.arrivals = new Arrivals(clock);
        this.refusals = new Limiter(30, Duration.ofMinutes(1), clock);
    }

    /// Begins to write in the background: events after seconds, so that they can be watched, times of use each minute.
    public void start() {
        var _ = background.scheduleWithFixedDelay(this::writeEvents, 3, 3, TimeUnit.SECONDS);
        var _ = background.scheduleWithFixedDelay(this::writeTimes, 1, 1, TimeUnit.MINUTES);
    }

    /// What a request was about, which may be watched as it arrives.
    public void record(Event event, Request request) {
        record(event);
        arrivals.at(event, request);
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    public void record(Event event) {
        if (events.containsKey(event) || hasRoom(event)) {
            events.merge(event, new Happened(clock.instant(), 1), Happened::plus);
        } else {
            leftOut.increment();
        }
    }

    /// Strangers can be refused without end: what they cause must not fill the disk.
    private boolean hasRoom(Event event) {
        return events.size() < WAITING
                && (event.outcome() == Event.Outcome.DONE
                        || refusals.take(event.account().map(AccountId::value).orElse("nobody"))
                                .isEmpty());
    }

    /// Notes that a credential was used just now.
    public void used(Credential via) {
        switch (via) {
            case Credential.AccountPassword _ -> {}
            case Credential.DeviceKey key -> note(usedKeys, key.handle());
            case Credential.Session session -> note(usedSessions, session.handle());
        }
    }

    private void note(Map<Handle, Instant> times, Handle handle) {
        if (times.size() < WAITING || times.containsKey(handle)) {
            times.put(handle, clock.instant());
        }
    }

    /// Writes everything that waits.
    public void flush() {
        writeEvents();
        writeTimes();
    }

    @Override
    public void close() {
        background.close();
        flush();
    }

    private void writeEvents() {
        var entries = events.keySet().stream()
                .flatMap(event -> Optional.ofNullable(events.remove(event)).stream()
                        .map(happened -> new ActivityLog.Entry(happened.at(), happened.times(), event)))
                .sorted(Comparator.comparing(ActivityLog.Entry::at))
                .toList();
        write(entries, log::append, "events");
        var missing = leftOut.sumThenReset();
        if (missing > 0) {
            LOG.warn("{} events came too fast and are not in the activity log", missing);
        }
    }

    private void writeTimes() {
        write(taken(usedKeys), times -> deviceKeys.used(map(times)), "times of use of device keys");
        write(taken(usedSessions), times -> sessions.used(map(times)), "times of use of sessions");
    }

    private static List<Map.Entry<Handle, Instant>> taken(Map<Handle, Instant> times) {
        return times.keySet().stream()
                .flatMap(handle ->
                        Optional.ofNullable(times.remove(handle)).stream().map(at -> Map.entry(handle, at)))
                .toList();
    }

    private static Map<Handle, Instant> map(List<Map.Entry<Handle, Instant>> times) {
        return times.stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// What cannot be written is lost: it must neither grow while the database is away nor stop what comes after it.
    private static <T> void write(List<T> all, Consumer<List<T>> writer, String what) {
        try {
            for (int from = 0; from < all.size(); from += BATCH) {
                writer.accept(all.subList(from, Math.min(all.size(), from + BATCH)));
            }
        } catch (DatabaseException.Unavailable e) {
            LOG.warn("some of {} {} could not be written: {}", all.size(), what, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("some of {} {} could not be written", all.size(), what, e);
        }
    }
}
