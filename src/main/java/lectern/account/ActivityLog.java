package lectern.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happened in the last 90 days. Every method is one atomic step, durable on return, callable from any thread.
/// Requests do not write here themselves: they tell [Activity].
public interface ActivityLog {

    void append(List<Event> events);

    /// Newest first.
    List<Event> list(Filter filter, int limit);

    /// Which events to list; an empty part means all.
    record Filter(
            Optional<AccountId> account,
            Optional<Door> door,
            Optional<Event.Outcome> outcome,
            Optional<Instant> since,
            Optional<Instant> before) {

        public static final Filter ALL =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static Filter of(AccountId account) {
            return new Filter(
                    Optional.of(account), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
