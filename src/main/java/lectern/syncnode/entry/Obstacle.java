package lectern.syncnode.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why a request was not carried out. A store the caller has no permission for is [Unknown], as if it had never been.
public sealed interface Obstacle {
    /// There is no such store.
    ///
    /// @param deleted when the store was deleted, if the caller could read it then and that is still remembered
    record Unknown(Optional<Instant> deleted) implements Obstacle {}

    /// The caller has no store of that name, and several others share one.
    record Ambiguous(List<Address> addresses) implements Obstacle {
        public Ambiguous {
            addresses = List.copyOf(addresses);
        }
    }

    /// The credential does not reach that store, or only to read it.
    record OutOfScope() implements Obstacle {}

    record Lacking(Permission needed) implements Obstacle {}

    /// There is a store, and the writer names no version of it.
    record TokenMissing(Entry current) implements Obstacle {}

    record TokenMismatch(Entry current) implements Obstacle {}

    /// There should be none.
    record Exists(Entry current) implements Obstacle {}

    /// There is no store, and the writer names a version of it.
    ///
    /// @param deleted as in [Unknown]
    record Vanished(Optional<Instant> deleted) implements Obstacle {}

    /// The owner of the store has no room for that.
    ///
    /// @param used bytes charged to the owner of the store, reserved ones among them
    /// @param needed how many there would be
    record OverQuota(long used, long limit, long needed) implements Obstacle {}

    record TooManyStores(long used, long limit) implements Obstacle {}

    record UnknownVersion() implements Obstacle {}

    /// Nobody is called that.
    ///
    /// @param users as the caller called them
    record UnknownUsers(List<String> users) implements Obstacle {
        public UnknownUsers {
            users = List.copyOf(users);
        }
    }

    /// Two names of one account.
    record SameUserTwice(String user) implements Obstacle {}

    record TooManyMembers(int most) implements Obstacle {}

    /// Nobody would be left who owns the store.
    record LastOwner() implements Obstacle {}

    /// A batch writes to this store more than once.
    record WrittenTwice(Address address) implements Obstacle {}
}
