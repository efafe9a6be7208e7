package lectern.web.door;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import lectern.account.Accounts;
import lectern.account.Registration;
import lectern.account.Registration.Result;
import lectern.account.Role;

/// The one-time address of a server without accounts: who has read it where the server was started makes the first
/// admin. It is worth nothing as soon as there is an account, however that was made, and every start has another one.
public final class FirstStart {
    private static final String PATH = "/app/first/";
    private static final int BYTES = 24;

    private final Accounts accounts;
    private final Registration registration;
    private final String token;
    private final ReentrantLock lock = new ReentrantLock(); // so that of two at once one is the first

    public FirstStart(Accounts accounts, Registration registration, SecureRandom random) {
        this.accounts = accounts;
        this.registration = registration;
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Below the base path; empty when somebody has an account.
    public Optional<String> path() {
        return isOpen() ? Optional.of(PATH + token) : Optional.empty();
    }

    boolean isOpen() {
        return accounts.list(Optional.empty(), 1).isEmpty();
    }

    boolean knows(String shown) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))
                && isOpen();
    }

    /// Empty when the address is not, or no longer, good for it.
    Optional<Result> make(String shown, String name, String password) {
        lock.lock();
        try {
            return knows(shown)
                    ? Optional.of(registration.add(name, password, Role.ADMIN, Optional.empty()))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
