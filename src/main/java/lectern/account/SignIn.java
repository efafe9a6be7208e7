package lectern.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import lectern.account.Accounts.Login;
import lectern.account.Credential.AccountPassword;
import lectern.account.SignInResult.Reason;

/// The one way in, for every protocol.
///
/// A good credential is remembered, so that a later request with it costs neither a password hash nor a look into the
/// database. What was remembered may have changed since: whatever is done for the caller must check its stamp
/// ([StampGuard]) in the transaction that does it, and [#answer] is how a protocol copes when it did.
public final class SignIn {
    private static final int REMEMBERED = 10_000;

    private final Accounts accounts;
    private final Sessions sessions;
    private final PasswordHashing hashing;
    private final Activity activity;
    private final InstantSource clock;
    private final FailedSignIns failures;

    private final Hmac process; // under a key of this process: what is remembered is worth nothing elsewhere
    private final Cache<Mark, Caller> callers = remembering(); // by what was presented
    private final Cache<Mark, Boolean> proven = remembering(); // by verifier and what was presented

    public SignIn(
            Accounts accounts,
            Sessions sessions,
            PasswordHashing hashing,
            Activity activity,
            AccountSettings settings,
            SecureRandom random,
            InstantSource clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.hashing = hashing;
        this.activity = activity;
        this.clock = clock;
        this.failures = new FailedSignIns(settings.limits(), clock);
        var key = new byte[32];
        random.nextBytes(key);
        this.process = new Hmac(key);
    }

    /// May answer from memory, but refuses nobody from memory.
    public SignInResult signIn(Presented presented, Door door, Visitor visitor) {
        var remembered = callers.getIfPresent(mark(presented));
        if (remembered == null
                || expired(remembered)
                || claims(presented, door, remembered.account())
                || refusal(remembered, presented, door).isPresent()) {
            return signInAnew(presented, door, visitor);
        }
        return welcome(remembered);
    }

    /// Answers from the database: for requests that do nothing else and so would not notice a change.
    public SignInResult signInAnew(Presented presented, Door door, Visitor visitor) {
        var mark = mark(presented);
        callers.invalidate(mark);
        SignInResult result;
        try {
            result = lookUp(presented, door, visitor);
        } catch (StaleAccount _) {
            result = lookUp(presented, door, visitor); // another request claimed the account at the same moment
        }
        if (result instanceof SignInResult.SignedIn(var caller)) {
            callers.put(mark, caller);
        }
        return result;
    }

    /// Signs in and works with the result. When the work throws [StaleAccount], does both once more, from the database;
    /// a second time it is thrown to the caller.
    public <T> T answer(Presented presented, Door door, Visitor visitor, Function<SignInResult, T> work) {
        try {
            return work.apply(signIn(presented, door, visitor));
        } catch (StaleAccount _) {
            return work.apply(signInAnew(presented, door, visitor));
        }
    }

    private SignInResult lookUp(Presented presented, Door door, Visitor visitor) {
        return switch (presented) {
            case Presented.Token token -> byToken(token, door, visitor);
            case Presented.Named named -> {
                var login = accounts.login(named.name(), Tokens.hash(named.md5Key()));
                yield login.flatMap(Login::byDeviceKey)
                        .map(caller -> admit(caller, presented, door))
                        .orElseGet(() -> byPassword(named, login, door, visitor));
            }
        };
    }

    /// A token that can be made of a password can be tried like one, so strangers may fail with it as seldom. One that
    /// was right before is not counted.
    private SignInResult byToken(Presented.Token token, Door door, Visitor visitor) {
        var mark = mark(token);
        if (!token.guessable() || proven.getIfPresent(mark) != null) {
            return entered(token, sessions.find(token.token()), door);
        }
        return switch (failures.begin(visitor, "")) {
            case FailedSignIns.Limited(var retryAfter) -> new SignInResult.Limited(retryAfter);
            case FailedSignIns.Attempt attempt -> {
                try (attempt) {
                    var found = sessions.find(token.token());
                    if (found.isPresent()) {
                        proven.put(mark, true);
                    } else {
                        attempt.failed();
                    }
                    yield entered(token, found, door);
                }
            }
        };
    }

    private SignInResult entered(Presented.Token token, Optional<Caller> found, Door door) {
        return found.map(caller -> admit(caller, token, door))
                .orElseGet(() -> new SignInResult.Refused(Reason.ENDED_SESSION, Optional.empty()));
    }

    private SignInResult byPassword(Presented.Named named, Optional<Login> login, Door door, Visitor visitor) {
        try {
            if (isProven(named, login)) {
                return enter(login.orElseThrow(), named, door);
            }
            return switch (failures.begin(visitor, named.name())) {
                case FailedSignIns.Limited(var retryAfter) -> new SignInResult.Limited(retryAfter);
                case FailedSignIns.Attempt attempt -> attempt(attempt, named, login, door);
            };
        } catch (PasswordHashing.Overloaded _) {
            return new SignInResult.Busy(PasswordHashing.RETRY_AFTER);
        }
    }

    private SignInResult attempt(
            FailedSignIns.Attempt attempt, Presented.Named named, Optional<Login> login, Door door) {
        try (attempt) {
            var wrong = isProven(named, login) // meanwhile, by another request of the same device
                    ? Optional.<Reason>empty()
                    : check(named, login, door);
            if (wrong.isPresent()) {
                attempt.failed();
                return new SignInResult.Refused(
                        wrong.orElseThrow(), login.map(found -> found.account().id()));
            }
            attempt.succeeded();
            return enter(login.orElseThrow(), named, door);
        }
    }

    private boolean isProven(Presented.Named named, Optional<Login> login) {
        return login.flatMap(Login::verifier)
                .map(verifier -> proven.getIfPresent(mark(verifier, named)))
                .isPresent();
    }

    /// Always one computation, so that the time of the answer says nothing; empty when the password is right.
    private Optional<Reason> check(Presented.Named named, Optional<Login> login, Door door) {
        var verifier = login.flatMap(Login::verifier);
        if (verifier.isEmpty()) {
            hashing.matchesNobody(named.md5Key());
            return Optional.of(login.isEmpty() ? Reason.UNKNOWN_NAME : Reason.WRONG_PASSWORD);
        }
        return switch (verifier.orElseThrow()) {
            case Verifier.OverMd5 ours -> wrongUnless(hashing.matches(ours, named.md5Key()));
            case Verifier.OverClear foreign
            when named instanceof Presented.ClearPassword clear && door != Door.KOSYNC ->
                wrongUnless(hashing.matches(foreign, clear.password()));
            case Verifier.OverClear _ -> {
                hashing.matchesNobody(named.md5Key());
                yield Optional.of(Reason.NEEDS_CLEAR_PASSWORD);
            }
        };
    }

    /// The password is right; what it may do here is another question.
    private SignInResult enter(Login login, Presented.Named named, Door door) {
        var account = login.account();
        var verifier = login.verifier().orElseThrow();
        if (verifier instanceof Verifier.OverMd5) { // a foreign one does not cover what KOReader sends
            proven.put(mark(verifier, named), true);
        }
        var result = admit(caller(account), named, door);
        var current =
                verifier instanceof Verifier.OverMd5 ours && ours.argon2id().current();
        var claims = claims(named, door, account);
        if (!(result instanceof SignInResult.SignedIn) || (current && !claims)) {
            return result;
        }
        var kept = current ? verifier : hashing.hash(named.md5Key());
        proven.put(mark(kept, named), true);
        return new SignInResult.SignedIn(caller(accounts.keepVerifier(account, kept, account.claimed() || claims)));
    }

    private static Caller caller(Account account) {
        return new Caller(account, new AccountPassword(account.claimed()));
    }

    private SignInResult admit(Caller caller, Presented presented, Door door) {
        return refusal(caller, presented, door)
                .<SignInResult>map(reason -> new SignInResult.Refused(
                        reason, Optional.of(caller.account().id())))
                .orElseGet(() -> welcome(caller));
    }

    private SignInResult welcome(Caller caller) {
        activity.used(caller.via());
        return new SignInResult.SignedIn(caller);
    }

    private static Optional<Reason> refusal(Caller caller, Presented presented, Door door) {
        if (caller.account().disabled()) {
            return Optional.of(Reason.DISABLED);
        }
        if (caller.account().keysOnly() && caller.via() instanceof AccountPassword && door != Door.WEB) {
            return Optional.of(Reason.KEYS_ONLY);
        }
        var opens = switch (presented) {
            case Presented.ClearPassword _ -> caller.via().scope().opens(door);
            case Presented.Md5Key _ ->
                door == Door.KOSYNC && caller.via().scope().opens(door);
            case Presented.Token _ ->
                caller.via() instanceof Credential.Session session
                        && session.kind().door() == door;
        };
        return opens && door != Door.OPERATOR ? Optional.empty() : Optional.of(Reason.OTHER_DOOR);
    }

    private boolean expired(Caller caller) {
        return caller.via() instanceof Credential.Session session
                && session.expiresAt()
                        .filter(end -> !end.isAfter(clock.instant()))
                        .isPresent();
    }

    private static boolean claims(Presented presented, Door door, Account account) {
        return !account.claimed() && presented instanceof Presented.ClearPassword && door != Door.KOSYNC;
    }

    private static Optional<Reason> wrongUnless(boolean right) {
        return right ? Optional.empty() : Optional.of(Reason.WRONG_PASSWORD);
    }

    private Mark mark(Presented presented) {
        return switch (presented) {
            case Presented.ClearPassword(var name, var password) -> mark("clear", name, password);
            case Presented.Md5Key(var name, var key) -> mark("md5", name, key);
            case Presented.Token(var token) -> mark("token", "", token);
        };
    }

    private Mark mark(Verifier verifier, Presented.Named named) {
        return mark("verifier", verifier.text(), named.md5Key());
    }

    private Mark mark(String what, String first, String second) {
        var text = what + " " + first.length() + " " + first + second; // the length keeps two different pairs different
        var bytes = ByteBuffer.wrap(process.of(text.getBytes(StandardCharsets.UTF_8)));
        return new Mark(bytes.getLong(), bytes.getLong());
    }

    /// Half an HMAC: says that two things are the same without saying what they are.
    private record Mark(long high, long low) {}

    private static <T> Cache<Mark, T> remembering() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .executor(Runnable::run)
                .build();
    }
}
