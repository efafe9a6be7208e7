package lectern.syncnode.reset;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import lectern.account.AccountData;
import lectern.account.AccountId;
import lectern.account.Expiring;

/// Wishes for a new password, at most one for each account. Every method is one atomic step, durable on return,
/// callable from any thread. A wish is over when the password changes, in whatever way.
public interface PasswordResets extends AccountData, Expiring {
    /// Who asks again so soon is not heard: the mail may still be on its way.
    Duration PAUSE = Duration.ofMinutes(5);

    /// How long a token can be used.
    Duration LIFE = Duration.ofMinutes(60);

    /// How long the operator finds a wish that nobody could be mailed about.
    Duration WAITING = Duration.ofDays(7);

    /// What can be listed.
    ///
    /// @param tokenUntil until when the token can be used; empty when none was made
    record Wish(AccountId account, Instant askedAt, Optional<Instant> tokenUntil) {}

    /// The only moment at which a token can be read.
    record Issued(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[until " + expiresAt + "]";
        }
    }

    /// Makes a token, in place of an earlier one. Empty when that is younger than [#PAUSE].
    Optional<Issued> issue(AccountId account);

    /// The same for the operator, who is never too early.
    Issued issueByHand(AccountId account, Duration life);

    /// Leaves the wish to the operator. What was asked for a moment ago stays.
    void leaveToOperator(AccountId account);

    /// Those that are not over, oldest first.
    List<Wish> list();

    /// Whose password may be set with the token. Empty when it is unknown, used, expired, or the account is gone.
    Optional<AccountId> find(String token);
}
