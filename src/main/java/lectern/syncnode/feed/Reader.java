package lectern.syncnode.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import lectern.account.AccountId;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.SignIn;
import lectern.account.StaleAccount;
import lectern.syncnode.entry.Changes;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Mark;

/// One client's way through its feed, as long as its session lives. Belongs to the thread of its request.
final class Reader {
    /// Following is use: a session that does nothing else must not lapse.
    private static final Duration SIGN_IN_EVERY = Duration.ofHours(1);

    private final EntryStore entries;
    private final Cursors cursors;
    private final SignIn signIn;
    private final InstantSource clock;
    private final Pass pass;
    private final Question asked;
    private final String epoch;
    private Caller caller;
    private Instant signInAt;
    private Optional<Mark> mark;

    /// @param mark where to begin; empty for the beginning
    Reader(
            EntryStore entries,
            Cursors cursors,
            SignIn signIn,
            InstantSource clock,
            Pass pass,
            Question asked,
            String epoch,
            Caller caller,
            Optional<Mark> mark) {
        this.entries = entries;
        this.cursors = cursors;
        this.signIn = signIn;
        this.clock = clock;
        this.pass = pass;
        this.asked = asked;
        this.epoch = epoch;
        this.caller = caller;
        this.signInAt = nextSignIn(caller, clock);
        this.mark = mark;
    }

    AccountId account() {
        return caller.account().id();
    }

    /// What comes next, from the database. Throws [Refusal] when the session has ended.
    Changes read() {
        return signedIn(this::next);
    }

    /// The same after a call: read once for all who stand at the same place.
    Changes readTogether(Watch.Seat seat) {
        return signedIn(() ->
                seat.shared(Watch.Asked.by(caller, mark.orElseThrow(), asked.prefix(), asked.limit()), this::next));
    }

    private Changes next() {
        return entries.changes(caller, mark, asked.prefix(), asked.limit());
    }

    private Changes signedIn(Supplier<Changes> reading) {
        checkSession();
        var changes = fresh(reading);
        if (changes instanceof Changes.Page page) {
            mark = Optional.of(page.next());
        }
        return changes;
    }

    private Changes fresh(Supplier<Changes> reading) {
        try {
            return reading.get();
        } catch (StaleAccount _) { // another session of the account has ended, or this one
            signInAgain();
            return reading.get();
        }
    }

    /// Throws [Refusal] when the session has ended by time.
    void checkSession() {
        if (!clock.instant().isBefore(signInAt)) {
            signInAgain();
        }
    }

    private void signInAgain() {
        caller = pass.caller(signIn);
        signInAt = nextSignIn(caller, clock);
    }

    private static Instant nextSignIn(Caller caller, InstantSource clock) {
        var usual = clock.instant().plus(SIGN_IN_EVERY);
        return caller.via() instanceof Credential.Session session
                ? session.expiresAt().filter(usual::isAfter).orElse(usual)
                : usual;
    }

    /// How long the session lives for certain.
    Duration certain() {
        return Duration.between(clock.instant(), signInAt);
    }

    /// Where it stands, once it has read.
    Mark mark() {
        return mark.orElseThrow();
    }

    String cursor(Mark of) {
        return cursors.seal(account(), new Cursor(epoch, of));
    }
}
