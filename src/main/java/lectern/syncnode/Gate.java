package lectern.syncnode;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Activity;
import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.Event;
import lectern.account.Event.Outcome;
import lectern.account.Presented;
import lectern.account.SignIn;
import lectern.account.SignInResult;
import lectern.account.SignInResult.Busy;
import lectern.account.SignInResult.Limited;
import lectern.account.SignInResult.Reason;
import lectern.account.SignInResult.Refused;
import lectern.account.SignInResult.SignedIn;
import lectern.account.StaleAccount;
import lectern.db.DatabaseException;
import lectern.files.FileException;
import lectern.http.Faulted;
import lectern.http.Handler;
import lectern.http.Response;
import lectern.syncnode.entry.Reference;
import lectern.syncnode.wire.Bearer;
import lectern.syncnode.wire.RatePolicy;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.StoreKey;
import lectern.syncnode.wire.SyncNodeError;

/// What every endpoint of this protocol has in common: the bearer is signed in, what goes wrong gets its words, and
/// a line is left in the activity.
final class Gate {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    static final Duration SOON = Duration.ofSeconds(5);

    private final SignIn signIn;
    private final Limits limits;
    private final Activity activity;

    Gate(SignIn signIn, Limits limits, Activity activity) {
        this.signIn = signIn;
        this.limits = limits;
        this.activity = activity;
    }

    @FunctionalInterface
    interface Open {
        Response answer(Visit visit) throws IOException;
    }

    @FunctionalInterface
    interface SignedInOnly {
        Response answer(Visit visit, Caller caller) throws IOException;
    }

    /// For everybody.
    Handler open(String what, Open endpoint) {
        return request -> told(new Visit(request), what, endpoint);
    }

    @FunctionalInterface
    interface OnStore {
        Response answer(Visit visit, Caller caller, Reference reference) throws IOException;
    }

    /// For every session. Nothing is taken from memory: what these endpoints do would not notice a change, or could not
    /// be done again.
    Handler signedIn(String what, SignedInOnly endpoint) {
        return open(what, visit -> endpoint.answer(visit, caller(visit)));
    }

    /// For sessions that reach everything: one for some keys only changes neither password nor account.
    Handler owner(String what, SignedInOnly endpoint) {
        return open(what, visit -> endpoint.answer(visit, ownerOf(visit)));
    }

    /// Whose session the bearer is of, when that reaches everything.
    Caller ownerOf(Visit visit) {
        return owner(caller(visit));
    }

    /// For every session, about one store. A key that is none is told before anybody signs in.
    Handler onStore(String what, OnStore endpoint) {
        return open(what, visit -> {
            var reference = StoreKey.of(visit.request());
            return remembered(visit, caller -> endpoint.answer(visit, caller, reference));
        });
    }

    /// The same with nothing taken from memory.
    Handler onStoreAnew(String what, OnStore endpoint) {
        return open(what, visit -> {
            var reference = StoreKey.of(visit.request());
            return endpoint.answer(visit, caller(visit), reference);
        });
    }

    /// The same for sessions that reach everything.
    Handler onStoreAsOwner(String what, OnStore endpoint) {
        return onStoreAnew(what, (visit, caller, reference) -> endpoint.answer(visit, owner(caller), reference));
    }

    @FunctionalInterface
    private interface Work {
        Response of(Caller caller) throws IOException;
    }

    /// What is done for the caller is refused when the account changed since it was remembered; then the caller signs
    /// in once more and it is done again, unless a body was lost over it.
    private Response remembered(Visit visit, Work work) throws IOException {
        var token = token(visit);
        try {
            return work.of(session(visit, signIn.signIn(token, Door.STORE, visit.visitor())));
        } catch (StaleAccount stale) {
            if (visit.lostItsBody()) {
                throw stale;
            }
            return work.of(caller(visit));
        }
    }

    /// Whose session the bearer is of.
    Caller caller(Visit visit) {
        return caller(visit, token(visit));
    }

    Caller caller(Visit visit, Presented.Token session) {
        return session(visit, signIn.signInAnew(session, Door.STORE, visit.visitor()));
    }

    private Caller session(Visit visit, SignInResult result) {
        var caller = admitted(visit, result, SyncNodeError.BadToken::new);
        limits.request(caller).ifPresent(visit::shouldRest);
        return caller;
    }

    private static Presented.Token token(Visit visit) {
        return switch (Bearer.of(visit.request())) {
            case Bearer.Session(var token) -> new Presented.Token(token);
            case Bearer.Other(), Bearer.Listed _, Bearer.Reset _ ->
                throw new Refusal(new SyncNodeError.BadToken(Reason.ENDED_SESSION));
            case Bearer.None() -> throw new Refusal(new SyncNodeError.NoToken());
        };
    }

    /// Somebody with identifier and password, or with a device key typed in its place.
    Caller login(Visit visit, Presented.ClearPassword proof) {
        return admitted(
                visit, signIn.signInAnew(proof, Door.STORE, visit.visitor()), SyncNodeError.BadCredentials::new);
    }

    private static Caller admitted(Visit visit, SignInResult result, Function<Reason, SyncNodeError> refusal) {
        return switch (result) {
            case SignedIn(var caller) -> {
                visit.meant(caller.account().id());
                yield caller;
            }
            case Refused(var reason, var account) -> {
                account.ifPresent(visit::meant);
                throw new Refusal(refusal.apply(reason));
            }
            case Limited(var wait) -> throw new Refusal(new SyncNodeError.RateLimited(RatePolicy.SIGN_IN, wait));
            case Busy(var wait) -> throw new Refusal(new SyncNodeError.Busy(wait));
        };
    }

    private static Caller owner(Caller caller) {
        if (!caller.owner()) {
            throw new Refusal(new SyncNodeError.OutOfScope());
        }
        return caller;
    }

    private Response told(Visit visit, String what, Open endpoint) throws IOException {
        var response = answered(visit, what, endpoint);
        return visit.rest()
                .map(rest -> response.with("Backoff", Long.toString(Math.max(1, rest.toSeconds()))))
                .orElse(response);
    }

    private Response answered(Visit visit, String what, Open endpoint) throws IOException {
        try {
            var response = endpoint.answer(visit);
            tell(visit, what, Outcome.DONE, "");
            return response;
        } catch (Refusal refusal) {
            return refused(visit, what, refusal.error());
        } catch (Faulted faulted) {
            return refused(visit, what, SyncNodeError.of(faulted.fault()));
        } catch (StaleAccount _) { // it changed while the request was under way
            return refused(visit, what, new SyncNodeError.Busy(SOON));
        } catch (DatabaseException.Full _) {
            return refused(visit, what, new SyncNodeError.DiskFull());
        } catch (DatabaseException.Unavailable _) {
            return refused(visit, what, new SyncNodeError.StorageDown(SOON));
        } catch (FileException disk) {
            log.error("{}: a file cannot be written", visit.request().id(), disk);
            return refused(
                    visit,
                    what,
                    disk.perhapsFull() ? new SyncNodeError.DiskFull() : new SyncNodeError.StorageDown(SOON));
        } catch (IOException | RuntimeException bug) {
            tell(
                    visit,
                    what,
                    Outcome.FAILED,
                    "a mistake in the server, see its log under "
                            + visit.request().id());
            throw bug;
        }
    }

    private Response refused(Visit visit, String what, SyncNodeError error) {
        tell(visit, what, error.status() < 500 ? Outcome.REFUSED : Outcome.FAILED, error.inWords());
        return error.toResponse();
    }

    private void tell(Visit visit, String what, Outcome outcome, String detail) {
        var event = new Event(
                visit.account(), Door.STORE, visit.client(), visit.visitor().agent(), what, outcome, detail);
        activity.record(event, visit.request());
    }
}
