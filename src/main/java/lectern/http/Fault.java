package lectern.http;

import java.time.Duration;
import java.util.SortedSet;

/// What can go wrong before, around or instead of a handler's own words. Each door words it in its own shape.
public sealed interface Fault {
    record NoRoute() implements Fault {}

    /// The `Allow` header is added by the door.
    record WrongMethod(SortedSet<String> allowed) implements Fault {}

    /// `reason` is for a person and quotes nothing of the request.
    record BadRequest(String reason) implements Fault {}

    /// The body passed the limit (in bytes) under which the handler read it.
    record TooLarge(long limit) implements Fault {}

    /// The body came too slowly.
    record TimedOut() implements Fault {}

    /// More requests at once than the server takes, or it is about to stop. `Retry-After` is added by the door.
    record Overloaded(Duration retryAfter) implements Fault {}

    /// A bug, or something that broke underneath; the log has its stack under this id.
    record Unexpected(String id) implements Fault {}
}
