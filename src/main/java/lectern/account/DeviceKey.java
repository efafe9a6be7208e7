package lectern.account;

import java.time.Instant;
import java.util.Optional;

/// A random key for one device, typed in place of the password. This is what can be listed; the key itself was shown
/// once and is not kept.
public record DeviceKey(Handle handle, String label, Scope scope, Instant createdAt, Optional<Instant> lastUsed) {

    /// The only moment at which the key can be read.
    public record Created(String key, DeviceKey deviceKey) {
        @Override
        public String toString() {
            return "Created[" + deviceKey + "]";
        }
    }
}
