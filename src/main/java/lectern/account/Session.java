package lectern.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One signed-in client, as it can be listed: without its token.
///
/// @param label what the client is called, for people
/// @param client what the client called itself when it signed in
public record Session(
        Handle handle,
        SessionKind kind,
        Scope scope,
        String label,
        String client,
        Instant createdAt,
        Instant lastUsed,
        Optional<Instant> expiresAt) {

    /// The only moment at which the token can be read.
    public record Opened(String token, Session session) {
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    /// What to open.
    public record Request(SessionKind kind, String label, String client, Life life) {}

    /// How long a session lasts.
    public sealed interface Life {
        /// Until it is ended.
        record Endless() implements Life {}

        /// Until it was not used for `idle`, and never longer than `longest` altogether.
        record Sliding(Duration idle, Duration longest) implements Life {}
    }
}
