package lectern.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The device keys of each account. Every method is one atomic step, durable on return, callable from any thread.
public interface DeviceKeys extends AccountData {

    /// Makes a key. Throws [StaleAccount] when the account changed since it was read. The scope is never
    /// [Scope.Everything].
    DeviceKey.Created add(Account account, String label, Scope scope);

    /// Newest first.
    List<DeviceKey> list(AccountId account);

    /// Ends the key, and the sessions that were opened with it. False when there is no such key.
    boolean revoke(AccountId account, Handle handle);

    /// Notes when keys were last used; older times and ended keys are ignored. At most 1,000 at
    /// once.
    void used(Map<Handle, Instant> times);
}
