package lectern.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Makes and checks password hashes, at most one per core at a time: it runs on platform threads of its own, because a
/// computation on a virtual thread would hold up every other request, and refuses when too many wait.
public final class PasswordHashing implements AutoCloseable {
    /// About half a second of work for each core.
    private static final int WAITING_PER_CORE = 24;

    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ThreadPoolExecutor threads;
    private final SecureRandom random;
    private final Argon2id nobody;

    private PasswordHashing(ThreadPoolExecutor threads, SecureRandom random, Argon2id nobody) {
        this.threads = threads;
        this.random = random;
        this.nobody = nobody;
    }

    public static PasswordHashing open(SecureRandom random) {
        return open(random, Runtime.getRuntime().availableProcessors(), WAITING_PER_CORE);
    }

    static PasswordHashing open(SecureRandom random, int cores, int waitingPerCore) {
        var factory = Thread.ofPlatform().name("password-", 0).daemon().factory();
        var waiting = new ArrayBlockingQueue<Runnable>(cores * waitingPerCore);
        var threads = new ThreadPoolExecutor(cores, cores, 30, TimeUnit.SECONDS, waiting, factory);
        threads.allowCoreThreadTimeOut(true);
        return new PasswordHashing(threads, random, Argon2id.unmatchable(random));
    }

    public Verifier hashPassword(String password) {
        return hash(Tokens.md5Hex(password));
    }

    /// @param text the MD5 of a password in hexadecimal, or what a KOReader client registers with instead
    Verifier hash(String text) {
        return run(() -> new Verifier.OverMd5(Argon2id.of(text, random).phc()));
    }

    boolean matches(Verifier.OverMd5 verifier, String text) {
        return run(() -> verifier.argon2id().matches(text));
    }

    boolean matches(Verifier.OverClear verifier, String password) {
        return run(() -> verifier.foreign().matches(password));
    }

    /// Takes as long as a check against our own verifier, so that the answer's time does not tell whether a name
    /// exists.
    void matchesNobody(String text) {
        run(() -> nobody.matches(text));
    }

    @Override
    public void close() {
        threads.close();
    }

    private <T> T run(Callable<T> work) {
        try {
            return threads.submit(work).get();
        } catch (RejectedExecutionException _) {
            throw new Overloaded();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Overloaded();
        }
    }

    /// Too many passwords wait to be checked; nothing was done.
    static final class Overloaded extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Overloaded() {
            super("too many passwords wait to be checked", null, false, false); // expected under attack, so no stack
        }
    }
}
