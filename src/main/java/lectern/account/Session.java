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
    ///
    /// @param scope how far it reaches, when that is less far than who opens it
    public record Request(SessionKind kind, String label, String client, Life life, Optional<Scope> scope) {
        public Request(SessionKind kind, String label, String client, Life life) {
            this(kind, label, client, life, Optional.empty());
        }
    }

    /// How long a session lasts.
    public sealed interface Life {
        /// Until it is ended.
        record Endless() implements Life {}

        /// Until it was not used for `idle`, and never longer than `longest` altogether.
        record Sliding(Duration idle, Duration longest) implements Life {}

        private Optional<Sliding> sliding() {
            return this instanceof Sliding sliding ? Optional.of(sliding) : Optional.empty();
        }

        default Optional<Long> idleMillis() {
            return sliding().map(sliding -> sliding.idle().toMillis());
        }

        /// The moment after which no use makes it last longer.
        default Optional<Instant> endsAt(Instant opened) {
            return sliding().map(sliding -> opened.plus(sliding.longest()));
        }

        /// When it expires if it is never used.
        default Optional<Instant> expiresAt(Instant opened) {
            return sliding()
                    .map(sliding -> opened.plus(
                            sliding.idle().compareTo(sliding.longest()) < 0 ? sliding.idle() : sliding.longest()));
        }
    }
}
