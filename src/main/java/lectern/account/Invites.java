package lectern.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The open invitations. Every method is one atomic step, durable on return, callable from any thread.
/// [Accounts#create] uses them up.
public interface Invites extends Expiring {

    Invite.Created add(String note, Role role, int uses, Optional<Instant> expiresAt);

    /// Empty when the code is unknown, used up, revoked or expired.
    Optional<Invite> find(String code);

    /// Those that can still be used, newest first.
    List<Invite> list();

    /// False when there is no such invite.
    boolean revoke(Handle handle);
}
