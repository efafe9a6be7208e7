package lectern.syncnode.feed;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import lectern.account.AccountId;
import lectern.account.Presented;
import lectern.account.SignInResult.Reason;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// What a browser opens a stream with, because its `EventSource` sends no `Authorization`: the ticket stands in the
/// address, so it is good for one stream at a time and for nothing else.
///
/// ```
/// issued --(30 s)--> gone          connected --(the session ends)--> gone
/// issued or away --(opened)--> connected --(cut off)--> away --(5 min)--> gone
/// ```
///
/// They are in the memory of this process. After a restart, or at another node, a page asks for another one.
final class Tickets {
    private static final Duration TO_BE_USED = Duration.ofSeconds(30);
    private static final Duration TO_COME_BACK = Duration.ofMinutes(5);
    private static final int MOST = 32; // of one account: twice as many as it may have streams
    private static final int BYTES = 32;

    private final SecureRandom random;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Ticket> tickets = new LinkedHashMap<>(); // the oldest first; guarded by lock

    Tickets(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    record Issued(String ticket, Instant expires) {
        @Override
        public String toString() {
            return "Issued[…]";
        }
    }

    private static final class Ticket {
        private final AccountId account;
        private final Presented.Token session;
        private Optional<Stream> stream = Optional.empty();
        private Instant until;

        Ticket(AccountId account, Presented.Token session, Instant until) {
            this.account = account;
            this.session = session;
            this.until = until;
        }

        boolean isGone(Instant now) {
            return stream.isEmpty() && !now.isBefore(until);
        }
    }

    Issued issue(AccountId account, Presented.Token session) {
        var now = clock.instant();
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var expires = now.plus(TO_BE_USED);
        lock.lock();
        try {
            tickets.values().removeIf(ticket -> ticket.isGone(now));
            makeRoom(account);
            tickets.put(text, new Ticket(account, session, expires));
        } finally {
            lock.unlock();
        }
        return new Issued(text, expires);
    }

    private void makeRoom(AccountId account) {
        var own = tickets.entrySet().stream()
                .filter(ticket -> ticket.getValue().account.equals(account))
                .map(Map.Entry::getKey)
                .toList();
        if (own.size() >= MOST) {
            tickets.remove(own.getFirst());
        }
    }

    /// The session it was issued to. Throws [Refusal] when it is good for nothing.
    ///
    /// @param goesOn whether the client says how far it got. Then it had the stream of this ticket, and if we
    /// believe that it still has it, the connection broke without our hearing of it
    Presented.Token session(String text, boolean goesOn) {
        var now = clock.instant();
        lock.lock();
        try {
            return Optional.ofNullable(tickets.get(text))
                    .filter(ticket -> !ticket.isGone(now))
                    .filter(ticket -> goesOn || ticket.stream.isEmpty())
                    .map(ticket -> ticket.session)
                    .orElseThrow(() -> new Refusal(new SyncNodeError.BadToken(Reason.ENDED_SESSION)));
        } finally {
            lock.unlock();
        }
    }

    /// Ends the stream that the ticket had before.
    void begins(String text, Stream stream) {
        lock.lock();
        try {
            Optional.ofNullable(tickets.get(text)).ifPresent(ticket -> {
                ticket.stream.ifPresent(Stream::end);
                ticket.stream = Optional.of(stream);
            });
        } finally {
            lock.unlock();
        }
    }

    void ends(String text, Stream stream) {
        var now = clock.instant();
        lock.lock();
        try {
            Optional.ofNullable(tickets.get(text))
                    .filter(ticket -> ticket.stream.equals(Optional.of(stream)))
                    .ifPresent(ticket -> {
                        ticket.stream = Optional.empty();
                        ticket.until = now.plus(TO_COME_BACK);
                    });
        } finally {
            lock.unlock();
        }
    }
}
