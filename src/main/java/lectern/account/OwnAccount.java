package lectern.account;

import java.time.Duration;
import java.util.Optional;

/// What people do to their own account. All of it throws [StaleAccount] when the account changed since the caller
/// signed in, so of two changes with the same old password exactly one wins.
@SuppressWarnings("DoNotCallSuggester") // until it is filled in
public final class OwnAccount {

    /// A new key from KOReader's door. Only an account that never had a clear password may: on others a sniffed MD5
    /// would be enough to take the account over.
    public Result changePassword(Caller caller, Presented.Md5Key wanted) {
        throw new UnsupportedOperationException(caller + " " + wanted);
    }

    /// A new clear password. `current` is checked when it is given.
    public Result changePassword(Caller caller, Optional<String> current, String wanted) {
        throw new UnsupportedOperationException(caller + " " + current.isPresent() + wanted.length());
    }

    /// A password set by the operator or with a reset link: everything that was signed in, and every device key, ends.
    public Result resetPassword(Account account, String wanted) {
        throw new UnsupportedOperationException(account + " " + wanted.length());
    }

    /// Deletes the account, from the given door.
    public Result delete(Caller caller, Door door) {
        throw new UnsupportedOperationException(caller + " " + door);
    }

    /// How it ended. Reasons are sentences for people.
    public sealed interface Result {
        record Done() implements Result {}

        /// This credential may not do it, here.
        record NotHere() implements Result {}

        record WrongPassword() implements Result {}

        record BadPassword(String reason) implements Result {}

        record Busy(Duration retryAfter) implements Result {}
    }
}
