package lectern.account;

import java.time.Duration;
import java.util.Optional;

/// What people do to their own account. All of it throws [StaleAccount] when the account changed since the caller
/// signed in, so of two changes with the same old password exactly one wins.
public final class OwnAccount {
    private final Accounts accounts;
    private final SignIn signIn;
    private final PasswordHashing hashing;

    public OwnAccount(Accounts accounts, SignIn signIn, PasswordHashing hashing) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.hashing = hashing;
    }

    /// A new key from KOReader's door. Only an account that never had a clear password may: on others a sniffed MD5
    /// would be enough to take the account over.
    public Result changePassword(Caller caller, Presented.Md5Key wanted) {
        var account = caller.account();
        if (!mayByMd5(caller)) {
            return new Result.NotHere();
        }
        return Passwords.problem(wanted)
                .<Result>map(Result.BadPassword::new)
                .orElseGet(() -> unlessBusy(
                        () -> accounts.changePassword(account, hashing.hash(wanted.key()), false, Optional.empty())));
    }

    /// A new clear password from another door. `current` is checked when it is given. The caller's own session stays.
    public Result changePassword(Caller caller, Optional<String> current, String wanted, Visitor visitor) {
        var account = caller.account();
        if (!caller.owner()) {
            return new Result.NotHere();
        }
        var kept = caller.via() instanceof Credential.Session session
                ? Optional.of(session.handle())
                : Optional.<Handle>empty();
        return current.flatMap(password -> notRight(account, password, visitor))
                .or(() -> Passwords.problem(account.name(), wanted).map(Result.BadPassword::new))
                .orElseGet(() -> unlessBusy(
                        () -> accounts.changePassword(account, hashing.hash(Tokens.md5Hex(wanted)), true, kept)));
    }

    /// A password set by the operator or with a reset link: everything that was signed in, and every device key, ends.
    public Result resetPassword(Account account, String wanted) {
        return Passwords.problem(account.name(), wanted)
                .<Result>map(Result.BadPassword::new)
                .orElseGet(
                        () -> unlessBusy(() -> accounts.resetPassword(account, hashing.hash(Tokens.md5Hex(wanted)))));
    }

    /// Deletes the account. At KOReader's door the same rule holds as for the password.
    public Result delete(Caller caller, Door door) {
        if (!(door == Door.KOSYNC ? mayByMd5(caller) : caller.owner())) {
            return new Result.NotHere();
        }
        accounts.delete(caller.account());
        return new Result.Done();
    }

    private static boolean mayByMd5(Caller caller) {
        return caller.via() instanceof Credential.AccountPassword(var claimed) && !claimed;
    }

    private Optional<Result> notRight(Account account, String password, Visitor visitor) {
        var presented = new Presented.ClearPassword(account.name().value(), password);
        return switch (signIn.signInAnew(presented, Door.WEB, visitor)) {
            case SignInResult.SignedIn _ -> Optional.empty();
            case SignInResult.Refused _ -> Optional.of(new Result.WrongPassword());
            case SignInResult.Limited(var retryAfter) -> Optional.of(new Result.Limited(retryAfter));
            case SignInResult.Busy(var retryAfter) -> Optional.of(new Result.Busy(retryAfter));
        };
    }

    private static Result unlessBusy(Runnable change) {
        try {
            change.run();
            return new Result.Done();
        } catch (PasswordHashing.Overloaded _) {
            return new Result.Busy(PasswordHashing.RETRY_AFTER);
        }
    }

    /// How it ended. Reasons are sentences for people.
    public sealed interface Result {
        record Done() implements Result {}

        /// This credential may not do it, here.
        record NotHere() implements Result {}

        record WrongPassword() implements Result {}

        record BadPassword(String reason) implements Result {}

        record Limited(Duration retryAfter) implements Result {}

        record Busy(Duration retryAfter) implements Result {}
    }
}
