package lectern.syncnode.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Scope;
import lectern.db.Commits;
import lectern.syncnode.entry.Changes;
import lectern.syncnode.entry.Mark;

/// Looks for everybody who waits: one thread, as long as somebody does, and one look for all accounts when the
/// database has news. Those whose account has some are called, and what several of them ask for is read once.
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /// News of other processes may be lost; see [Commits].
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(4);

    /// Nobody notices such a delay, and on a busy server one look is for many commits.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final Commits commits;
    private final Heads heads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<AccountId, Watched> accounts = new HashMap<>(); // guarded by lock
    private boolean watching; // whether the thread is there; guarded by lock

    Watch(Commits commits, Heads heads) {
        this.commits = commits;
        this.heads = heads;
    }

    /// What can be answered to several who ask it at the same moment.
    record Asked(long stamp, Scope scope, Mark mark, String prefix, int limit) {
        static Asked by(Caller caller, Mark mark, String prefix, int limit) {
            return new Asked(caller.account().stamp(), caller.via().scope(), mark, prefix, limit);
        }
    }

    /// One who waits, until it is closed.
    final class Seat implements AutoCloseable {
        private final AccountId account;
        private final Watched watched;
        private final Runnable call;

        private Seat(AccountId account, Watched watched, Runnable call) {
            this.account = account;
            this.watched = watched;
            this.call = call;
        }

        /// What `reading` reads, or what another one read who asked the same after the last call.
        Changes shared(Asked asked, Supplier<Changes> reading) {
            return watched.round.read(asked, reading);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                watched.seats.remove(this);
                if (watched.seats.isEmpty()) {
                    accounts.remove(account);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /// An account with somebody who waits.
    private static final class Watched {
        private final Set<Seat> seats = new HashSet<>(); // guarded by lock
        private Head head = new Head(-1, -1); // of the thread alone; nobody knows yet where it stands
        private volatile Round round = new Round();
    }

    /// What was read since the last call.
    private static final class Round {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<Asked, Changes> answers = new HashMap<>(); // guarded by lock

        Changes read(Asked asked, Supplier<Changes> reading) {
            lock.lock();
            try {
                return answers.computeIfAbsent(asked, _ -> reading.get());
            } finally {
                lock.unlock();
            }
        }
    }

    /// From now on `call` is run when the account has news. Who then reads misses nothing.
    Seat seat(AccountId account, Runnable call) {
        lock.lock();
        try {
            var watched = accounts.computeIfAbsent(account, _ -> new Watched());
            var seat = new Seat(account, watched, call);
            watched.seats.add(seat);
            if (!watching) {
                watching = true;
                Thread.ofVirtual().name("store-watch").start(this::watch);
            }
            return seat;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        boolean well = true;
        while (somebodyWaits()) {
            try {
                long seen = commits.count();
                look();
                well = true;
                Thread.sleep(BETWEEN_LOOKS);
                commits.await(seen, LOOK_ANYWAY);
            } catch (RuntimeException e) { // this thread has to outlive everything
                if (well && somebodyWaits()) {
                    log.warn("followers of changes have to wait", e);
                }
                well = false;
                LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
            } catch (InterruptedException _) {
                throw new IllegalStateException("nobody knows this thread");
            }
        }
    }

    private boolean somebodyWaits() {
        lock.lock();
        try {
            watching = !accounts.isEmpty();
            return watching;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        for (var account : heads.of(waitedFor()).entrySet()) {
            tell(account.getKey(), account.getValue());
        }
    }

    private Set<AccountId> waitedFor() {
        lock.lock();
        try {
            return Set.copyOf(accounts.keySet());
        } finally {
            lock.unlock();
        }
    }

    private void tell(AccountId account, Head head) {
        lock.lock();
        try {
            var watched = accounts.get(account);
            if (watched != null && !watched.head.equals(head)) {
                watched.head = head;
                watched.round = new Round(); // before anybody is called: what was read before is old now
                watched.seats.forEach(seat -> seat.call.run());
            }
        } finally {
            lock.unlock();
        }
    }
}
