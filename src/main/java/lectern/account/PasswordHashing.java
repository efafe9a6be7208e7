package lectern.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.BooleanSupplier;

/// Makes and checks password hashes, at most one per core at a time: it runs on platform threads of its own, because a
/// computation on a virtual thread would hold up every other request, and refuses when too many wait.
///
/// The time of a refusal does not tell whether a name exists. An imported hash may cost more than ours, so once one was
/// checked, every refusal takes as long as the slowest of them. What stays to be seen is the first of its price after a
/// start, and what costs more than [#LONGEST_PAUSE].
public final class PasswordHashing implements AutoCloseable {
    /// About half a second of work for each core.
    private static final int WAITING_PER_CORE = 24;

    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /// KOReader gives up after two seconds.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /// When no password came for so long, the next may wait for its thread and its memory.
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads;
    private final SecureRandom random;
    private final Argon2id nobody;
    private final LongAccumulator slowest = new LongAccumulator(Math::max, 0); // nanoseconds of an imported hash

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
        var threads = new ThreadPoolExecutor(
                cores,
                cores,
                QUIET.toSeconds(),
                TimeUnit.SECONDS,
                waiting,
                work -> factory.newThread(() -> {
                    work.run();
                    System.gc(); // each hash took 19 MiB, which the heap keeps until somebody looks
                }));
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
        var hash = verifier.argon2id();
        return check(!hash.current(), () -> hash.matches(text));
    }

    boolean matches(Verifier.OverClear verifier, String password) {
        return check(true, () -> verifier.foreign().matches(password));
    }

    /// Takes as long as a check that fails.
    void matchesNobody(String text) {
        check(false, () -> nobody.matches(text));
    }

    /// What every refusal takes at least.
    Duration pace() {
        return Duration.ofNanos(slowest.get());
    }

    private boolean check(boolean imported, BooleanSupplier matches) {
        var check = run(() -> {
            long begun = System.nanoTime();
            return new Check(matches.getAsBoolean(), Duration.ofNanos(System.nanoTime() - begun));
        });
        if (imported) {
            slowest.accumulate(Math.min(check.took().toNanos(), LONGEST_PAUSE.toNanos()));
        }
        if (!check.right()) {
            pause(pace().minus(check.took()));
        }
        return check.right();
    }

    private record Check(boolean right, Duration took) {}

    private static void pause(Duration left) {
        try {
            Thread.sleep(left); // not at all when nothing is left
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
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
