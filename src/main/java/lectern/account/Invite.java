package lectern.account;

import java.time.Instant;
import java.util.Optional;

/// A permission to register, as it can be listed: the code itself was shown once and is not kept.
///
/// @param role what the new account becomes
/// @param usesLeft how many more accounts it makes
public record Invite(
        Handle handle, String note, Role role, int usesLeft, Instant createdAt, Optional<Instant> expiresAt) {

    /// The only moment at which the code can be read.
    public record Created(String code, Invite invite) {
        @Override
        public String toString() {
            return "Created[" + invite + "]";
        }
    }
}
