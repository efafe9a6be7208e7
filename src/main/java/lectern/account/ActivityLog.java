package lectern.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happened in the last 90 days. Every method is one atomic step, durable on return, callable from any thread.
/// Requests do not write here themselves: they tell [Activity].
public interface ActivityLog extends AccountData, Expiring {

    /// At most 1,000 at once.
    void append(List<Entry> entries);

    /// Newest first.
    List<Entry> list(Filter filter, int limit);

    /// Everybody who spoke for this account at a door of devices since then: whoever spoke last comes first. Of a very
    /// busy account, only the last 20,000 events are looked at.
    List<Speaker> speakers(AccountId account, Instant since);

    /// An event that happened once, or several times within seconds.
    ///
    /// @param at when it happened last
    record Entry(Instant at, int times, Event event) {}

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
