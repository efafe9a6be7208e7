package lectern.account;

import java.time.Instant;

/// Things that have their time, such as old history. [Sweeper] calls this now and then until nothing is due.
public interface Expiring {

    /// Removes at most `limit` rows that are due at `now` in one atomic step. A result below `limit` means that nothing
    /// more is due.
    int deleteExpired(Instant now, int limit);
}
