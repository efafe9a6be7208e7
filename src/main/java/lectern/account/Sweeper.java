package lectern.account;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes, in batches of at most 1,000 rows, what deleted accounts owned and what has had its time.
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    static final int BATCH = 1000;

    private final Accounts accounts;
    private final List<AccountData> owned;
    private final List<Expiring> expiring;
    private final InstantSource clock;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweeper").daemon().factory());

    /// @param owned everything that any feature keeps for an account: what is missing here would keep a deleted account
    ///   from ever being forgotten
    public Sweeper(Accounts accounts, List<AccountData> owned, List<Expiring> expiring, InstantSource clock) {
        this.accounts = accounts;
        this.owned = List.copyOf(owned);
        this.expiring = List.copyOf(expiring);
        this.clock = clock;
    }

    /// Removes everything that is due now, and answers how many rows that were.
    public int sweep() {
        var removed = 0;
        for (var account : accounts.deleted(BATCH)) {
            for (var data : owned) {
                removed += inBatches(() -> data.deleteSome(account, BATCH));
            }
            accounts.forget(account);
        }
        for (var things : expiring) {
            var now = clock.instant();
            removed += inBatches(() -> things.deleteExpired(now, BATCH));
        }
        return removed;
    }

    /// Sweeps in the background until closed: soon, and then every five minutes.
    public void start() {
        var _ = background.scheduleWithFixedDelay(this::sweepOrWarn, 10, 300, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        background.close();
    }

    private void sweepOrWarn() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warn("sweeping stopped half-way, the rest follows with the next round", e);
        }
    }

    private static int inBatches(IntSupplier batch) {
        var all = 0;
        int removed;
        do {
            removed = batch.getAsInt();
            all += removed;
        } while (removed >= BATCH);
        return all;
    }
}
