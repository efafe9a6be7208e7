package lectern.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All sessions, of every kind. Every method is one atomic step, durable on return, callable from any thread.
public interface Sessions extends AccountData, Expiring {

    /// Opens a session that reaches as far as the caller does, or as the request says: one opened with a device
    /// key carries its scope and ends with it. Throws [StaleAccount] when the account changed since the caller
    /// signed in.
    Session.Opened open(Caller caller, Session.Request request);

    /// The same under a token that the client knows already, because it was made of name and password: what is
    /// stored of it is worth nothing without the secret of the server. A session of the account under that token is
    /// replaced; empty when it is another account's.
    Optional<Session> adopt(Caller caller, String token, Session.Request request);

    /// Whom a token belongs to. Empty when it is unknown, ended, expired, or its account is gone; disabled accounts are
    /// found.
    Optional<Caller> find(String token);

    /// The live ones, last used first.
    List<Session> list(AccountId account);

    /// False when there is no such live session.
    boolean end(AccountId account, Handle handle);

    /// The same for whoever has the handle alone, which only the account is shown.
    boolean end(Handle handle);

    void endAll(AccountId account);

    /// Notes when sessions were last used, and lets the sliding ones last longer; older times and ended sessions are
    /// ignored.
    void used(Map<Handle, Instant> times);
}
