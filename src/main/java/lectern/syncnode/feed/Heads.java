package lectern.syncnode.feed;

import java.util.Collection;
import java.util.Map;

import lectern.account.AccountId;

/// Where the feeds of many accounts stand, looked up at once. Every method is one atomic step, callable from any
/// thread.
public interface Heads {
    /// For each of them; an account that is gone has [Head#NONE].
    Map<AccountId, Head> of(Collection<AccountId> accounts);
}
