package lectern.anki.collection;

import java.time.Instant;
import java.util.Optional;

import lectern.account.Account;
import lectern.account.AccountData;
import lectern.account.AccountId;

/// Who may change the collection of an account, in whatever process. Every method is one atomic step, durable on
/// return, callable from any thread.
///
/// The newest wins: whoever takes the lease ends the one before, who learns it at the next step and has then lost
/// everything that was not finished. A lease that is not kept lapses.
public interface Leases extends AccountData {
    /// Refused as stale when the account changed since it was authorised.
    ///
    /// @param holder who it is, in words, for people who ask
    Lease take(Account account, String holder);

    /// Whether the lease is still the newest and has not lapsed; it then runs on from now. Refused as stale when
    /// the account changed since it was authorised.
    boolean keep(Account account, Lease lease);

    /// Whether it was still the newest. Nobody holds it then.
    boolean release(Lease lease);

    /// Empty when nobody holds it.
    Optional<Holder> holder(AccountId account);

    /// One holder's turn.
    ///
    /// @param generation rises with every lease of an account
    record Lease(AccountId account, long generation) {}

    record Holder(String name, Instant until) {}
}
