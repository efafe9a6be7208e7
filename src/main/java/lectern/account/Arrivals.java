package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

import lectern.account.Arrival.Onlooker;
import lectern.account.Arrival.Said;
import lectern.account.Event.Outcome;
import lectern.http.Request;

/// What arrived lately, so that it can be watched while somebody connects a device. In the memory of this process,
/// for a quarter of an hour, and a little of each sender: nobody can push out what another one looks for.
///
/// What goes well is kept only while somebody looks, because that is nearly everything.
public final class Arrivals {
    static final Duration KEPT = Duration.ofMinutes(15);
    static final int MOST_OF_ONE = 40;
    private static final int MOST_SENDERS = 500;
    private static final int LONGEST = 80;

    /// Keys and tokens, also where somebody put them into an address.
    private static final Pattern SECRET = Pattern.compile("[0-9A-Za-z_~%-]{16,}");

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7E]");

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Deque<Arrival>> bySender =
            new LinkedHashMap<>(16, 0.75f, true); // guarded by lock
    private final Set<Seat> seats = new HashSet<>(); // guarded by lock
    private long last; // number; guarded by lock
    private volatile Instant watchedUntil = Instant.MIN;
    private volatile int watchers; // seats, for those who only want to know whether there are any

    Arrivals(InstantSource clock) {
        this.clock = clock;
    }

    /// Something happened at a door.
    void at(Event event, Request request) {
        if (event.outcome() != Outcome.DONE || isWatched()) {
            add(request, event.account(), Optional.of(said(event)), event.client());
        }
    }

    /// A request for what does not exist here. What a browser asks for on the way to a page is no device.
    public void astray(Request request) {
        if (request.rawHeader("Sec-Fetch-Dest")
                .filter(wanted -> !wanted.equals("empty"))
                .isEmpty()) {
            add(request, Optional.empty(), Optional.empty(), Visitor.of(request).agent());
        }
    }

    private static Said said(Event event) {
        return new Said(event.door(), event.device(), event.what(), event.outcome(), event.detail());
    }

    private boolean isWatched() {
        return watchers > 0 || clock.instant().isBefore(watchedUntil);
    }

    private void add(Request request, Optional<AccountId> account, Optional<Said> said, String client) {
        var network = request.client().network();
        lock.lock();
        try {
            last++;
            var arrival = new Arrival(
                    last,
                    clock.instant(),
                    account,
                    network,
                    request.client().secure(),
                    request.sentPath().contains("//"),
                    client,
                    said,
                    said.isPresent() ? "" : shown(request.sentPath()));
            keep(account.map(AccountId::value).orElse("from " + network), arrival);
            seats.stream().filter(seat -> seat.onlooker.maySee(arrival)).forEach(seat -> seat.call.run());
        } finally {
            lock.unlock();
        }
    }

    private void keep(String sender, Arrival arrival) {
        var own = bySender.computeIfAbsent(sender, _ -> new ArrayDeque<>());
        own.addLast(arrival);
        if (own.size() > MOST_OF_ONE) {
            own.removeFirst();
        }
        if (bySender.size() > MOST_SENDERS) {
            bySender.pollFirstEntry();
        }
    }

    private static String shown(String path) {
        var printable = UNPRINTABLE.matcher(path).replaceAll("?");
        var harmless = SECRET.matcher(printable).replaceAll("...");
        return harmless.substring(0, Math.min(harmless.length(), LONGEST));
    }

    /// What this onlooker may see, the newest first. From now on and for a while, what goes well is kept too.
    public List<Arrival> seenBy(Onlooker onlooker) {
        var now = clock.instant();
        watchedUntil = now.plus(KEPT);
        lock.lock();
        try {
            return bySender.values().stream()
                    .flatMap(Deque::stream)
                    .filter(arrival -> arrival.at().isAfter(now.minus(KEPT)))
                    .filter(onlooker::maySee)
                    .sorted(Comparator.comparingLong(Arrival::number).reversed())
                    .limit(MOST_OF_ONE)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /// Somebody who watches, until it is closed.
    public final class Seat implements AutoCloseable {
        private final Onlooker onlooker;
        private final Runnable call;

        private Seat(Onlooker onlooker, Runnable call) {
            this.onlooker = onlooker;
            this.call = call;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                seats.remove(this);
                watchers = seats.size();
            } finally {
                lock.unlock();
            }
        }
    }

    /// From now on `call` is run for everything that the onlooker may see. It must not wait for anything.
    public Seat watch(Onlooker onlooker, Runnable call) {
        var seat = new Seat(onlooker, call);
        lock.lock();
        try {
            seats.add(seat);
            watchers = seats.size();
        } finally {
            lock.unlock();
        }
        return seat;
    }
}
