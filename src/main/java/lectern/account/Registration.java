package lectern.account;

import java.time.Duration;
import java.util.Optional;

/// Makes accounts.
@SuppressWarnings("DoNotCallSuggester") // until it is filled in
public final class Registration {

    /// What a visitor asks for at a door, under the switch and the limits of [AccountSettings]. An account made with a
    /// clear password is claimed. A wrong invitation is answered as [Result.Closed].
    public Result register(Presented.Named wanted, Optional<String> invite, Door door, Visitor visitor) {
        throw new UnsupportedOperationException(wanted + " " + invite.isPresent() + " " + door + " " + visitor);
    }

    /// What the operator asks for: neither switch nor limits, but the rules of names and passwords.
    public Result add(String name, String password, Role role, Optional<MailAddress> mail) {
        throw new UnsupportedOperationException(name + " " + password.length() + " " + role + " " + mail);
    }

    /// How it ended. Reasons are sentences for people.
    public sealed interface Result {
        record Registered(Account account) implements Result {}

        record NameTaken() implements Result {}

        record BadName(String reason) implements Result {}

        record BadPassword(String reason) implements Result {}

        record Closed() implements Result {}

        record Limited(Duration retryAfter) implements Result {}

        record Busy(Duration retryAfter) implements Result {}
    }
}
