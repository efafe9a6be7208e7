package lectern.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import lectern.account.Accounts.Creation;
import lectern.account.Accounts.NewAccount;

/// Makes accounts.
public final class Registration {
    private final Accounts accounts;
    private final Invites invites;
    private final PasswordHashing hashing;
    private final AccountSettings settings;
    private final Limiter perMinute;
    private final Limiter perDay;

    public Registration(
            Accounts accounts,
            Invites invites,
            PasswordHashing hashing,
            AccountSettings settings,
            InstantSource clock) {
        this.accounts = accounts;
        this.invites = invites;
        this.hashing = hashing;
        this.settings = settings;
        this.perMinute = new Limiter(10, Duration.ofMinutes(1), clock);
        this.perDay = new Limiter(50, Duration.ofDays(1), clock);
    }

    /// Who may ask.
    public RegistrationMode mode() {
        return settings.registration();
    }

    /// What a visitor asks for, under the switch and the limits of [AccountSettings]. An account made with a
    /// clear password is claimed. A wrong invitation is answered as [Result.Closed].
    public Result register(Presented.Named wanted, Optional<String> invite, Visitor visitor) {
        return switch (settings.registration()) {
            case CLOSED -> new Result.Closed();
            case OPEN -> register(wanted, Role.MEMBER, Optional.empty(), visitor);
            case INVITE -> registerInvited(wanted, invite, visitor);
        };
    }

    /// What the operator asks for: neither switch nor limits, but the rules of names and passwords.
    public Result add(String name, String password, Role role, Optional<MailAddress> mail) {
        var wanted = new Presented.ClearPassword(name, password);
        return problem(wanted).orElseGet(() -> create(wanted, mail, role, Optional.empty()));
    }

    private Result registerInvited(Presented.Named wanted, Optional<String> code, Visitor visitor) {
        var invite = code.flatMap(invites::find);
        return invite.isEmpty()
                ? new Result.Closed()
                : register(wanted, invite.orElseThrow().role(), code, visitor);
    }

    private Result register(Presented.Named wanted, Role role, Optional<String> invite, Visitor visitor) {
        return problem(wanted).or(() -> limit(visitor)).orElseGet(() -> create(wanted, Optional.empty(), role, invite));
    }

    private static Optional<Result> problem(Presented.Named wanted) {
        var badName = AccountName.problem(wanted.name());
        if (badName.isPresent()) {
            return badName.map(Result.BadName::new);
        }
        var badPassword = switch (wanted) {
            case Presented.ClearPassword(var name, var password) -> Passwords.problem(new AccountName(name), password);
            case Presented.Md5Key key -> Passwords.problem(key);
        };
        return badPassword.map(Result.BadPassword::new);
    }

    private Optional<Result> limit(Visitor visitor) {
        return settings.limits()
                ? perMinute
                        .take(visitor.network())
                        .or(() -> perDay.take(visitor.network()))
                        .map(Result.Limited::new)
                : Optional.empty();
    }

    private Result create(Presented.Named wanted, Optional<MailAddress> mail, Role role, Optional<String> invite) {
        if (accounts.find(wanted.name()).isPresent()) {
            return new Result.NameTaken(); // creation finds out as well; this saves the hash
        }
        try {
            var account = new NewAccount(
                    new AccountName(wanted.name()),
                    mail,
                    role,
                    Optional.of(hashing.hash(wanted.md5Key())),
                    wanted instanceof Presented.ClearPassword,
                    invite);
            return switch (accounts.create(account)) {
                case Creation.Created(var created) -> new Result.Registered(created);
                case Creation.NameTaken() -> new Result.NameTaken();
                case Creation.InviteUsedUp() -> new Result.Closed();
            };
        } catch (PasswordHashing.Overloaded _) {
            return new Result.Busy(PasswordHashing.RETRY_AFTER);
        }
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
