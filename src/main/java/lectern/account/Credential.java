package lectern.account;

import java.time.Instant;
import java.util.Optional;

/// By what a caller got in, and so how far it reaches.
public sealed interface Credential {

    /// The password of the account, or what KOReader makes of it.
    ///
    /// @param claimed as [Account#claimed] was at that moment
    record AccountPassword(boolean claimed) implements Credential {}

    record DeviceKey(Handle handle, String label, Scope scope) implements Credential {}

    record Session(Handle handle, SessionKind kind, Scope scope, Optional<Instant> expiresAt) implements Credential {}

    default Scope scope() {
        return switch (this) {
            case AccountPassword _ -> new Scope.Everything();
            case DeviceKey key -> key.scope();
            case Session session -> session.scope();
        };
    }
}
