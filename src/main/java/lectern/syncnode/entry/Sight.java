package lectern.syncnode.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a reference leads to, for the account that asks.
sealed interface Sight {
    record Live(Seat seat, StoreName name) implements Sight {}

    /// Nothing that can be used.
    ///
    /// @param name that a put creates; empty for an address
    /// @param seat what the account remembers there, if anything
    record Nothing(Optional<StoreName> name, Optional<Seat> seat) implements Sight {
        /// When it was deleted, if the account had a permission then.
        Optional<Instant> deleted() {
            return seat.flatMap(Seat::deleted);
        }
    }

    /// Stores that others share under one name.
    record Several(List<Address> addresses) implements Sight {}
}
