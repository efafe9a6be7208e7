package lectern.kosync;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

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
import lectern.http.Faulted;
import lectern.http.Handler;
import lectern.http.Request;
import lectern.http.Response;
import lectern.kosync.wire.AnswerSettings;
import lectern.kosync.wire.Face;
import lectern.kosync.wire.KosyncError;
import lectern.kosync.wire.Proofs;
import lectern.kosync.wire.Refusal;

/// What every endpoint of this protocol has in common: it finds the face, signs the reader in, words what goes wrong,
/// and leaves a line in the activity.
final class Gate {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final AnswerSettings settings;
    private final SignIn signIn;
    private final Activity activity;

    Gate(AnswerSettings settings, SignIn signIn, Activity activity) {
        this.settings = settings;
        this.signIn = signIn;
        this.activity = activity;
    }

    @FunctionalInterface
    interface Open {
        Response answer(Visit visit);
    }

    @FunctionalInterface
    interface SignedInOnly {
        Response answer(Visit visit, Caller caller);
    }

    /// How a proof becomes a result that some work is done with.
    @FunctionalInterface
    private interface Way {
        Response in(Presented proof, Visit visit, Function<SignInResult, Response> work);
    }

    /// For everybody.
    Handler open(String what, Open endpoint) {
        return request -> told(request, what, () -> Face.of(request, settings), endpoint);
    }

    /// For everybody, with one shape for every `Accept`.
    Handler openPlain(String what, Open endpoint) {
        return request -> told(request, what, () -> Face.plain(settings), endpoint);
    }

    /// For readers. The endpoint does all it does for the account in steps that are refused when the account changed
    /// since it was remembered; then the reader signs in once more and the endpoint runs again.
    Handler signedIn(String what, SignedInOnly endpoint) {
        return open(what, visit -> admitted(visit, Proofs.of(visit.request()), this::remembered, endpoint));
    }

    /// The same with one shape for every `Accept`.
    Handler signedInPlain(String what, SignedInOnly endpoint) {
        return openPlain(what, visit -> admitted(visit, Proofs.of(visit.request()), this::remembered, endpoint));
    }

    /// For endpoints that do nothing which would notice a change: nothing is taken from memory.
    Handler signedInAnew(String what, SignedInOnly endpoint) {
        return open(what, visit -> admitted(visit, Proofs.of(visit.request()), this::anew, endpoint));
    }

    /// The same, and a name that no account has is 404: a client that lost the answer to a deletion can tell by it.
    Handler signedInIfThere(String what, SignedInOnly endpoint) {
        return open(what, visit -> {
            try {
                return admitted(visit, Proofs.of(visit.request()), this::remembered, endpoint);
            } catch (Refusal refusal) {
                throw refusal.error() instanceof KosyncError.CredentialsWrong(var reason)
                                && reason == Reason.UNKNOWN_NAME
                        ? new Refusal(new KosyncError.AccountMissing())
                        : refusal;
            }
        });
    }

    /// For what goes wrong before an endpoint is found.
    Face faceOrPlain(Request request) {
        try {
            return Face.of(request, settings);
        } catch (Refusal _) {
            return Face.plain(settings);
        }
    }

    private Response admitted(Visit visit, List<Presented> proofs, Way way, SignedInOnly endpoint) {
        if (proofs.isEmpty()) {
            throw new Refusal(new KosyncError.CredentialsMissing());
        }
        return way.in(proofs.getFirst(), visit, result -> switch (result) {
            case SignedIn(var caller) -> {
                visit.admit(caller);
                yield endpoint.answer(visit, caller);
            }
            case SignInResult _
            when proofs.size() > 1 -> admitted(visit, proofs.subList(1, proofs.size()), way, endpoint);
            case Refused(var reason, var account) -> {
                account.ifPresent(visit::meant);
                throw new Refusal(new KosyncError.CredentialsWrong(reason));
            }
            case Limited(var wait) -> throw new Refusal(new KosyncError.TooMany(wait));
            case Busy(var wait) -> throw new Refusal(new KosyncError.Busy(wait));
        });
    }

    private Response remembered(Presented proof, Visit visit, Function<SignInResult, Response> work) {
        return signIn.answer(proof, Door.KOSYNC, visit.visitor(), work);
    }

    private Response anew(Presented proof, Visit visit, Function<SignInResult, Response> work) {
        return work.apply(signIn.signInAnew(proof, Door.KOSYNC, visit.visitor()));
    }

    private Response told(Request request, String what, Supplier<Face> face, Open endpoint) {
        Visit visit;
        try {
            visit = new Visit(request, face.get());
        } catch (Refusal noFace) {
            return refused(new Visit(request, Face.plain(settings)), what, noFace.error());
        }
        try {
            var response = endpoint.answer(visit);
            tell(visit, what, Outcome.DONE, visit.detail());
            return response;
        } catch (Refusal refusal) {
            return refused(visit, what, refusal.error());
        } catch (Faulted faulted) {
            return refused(visit, what, KosyncError.of(faulted.fault()));
        } catch (StaleAccount _) { // it changed again while the reader signed in anew
            return refused(visit, what, new KosyncError.Busy(SOON));
        } catch (DatabaseException.Unavailable _) {
            return refused(visit, what, new KosyncError.StorageDown(SOON));
        } catch (RuntimeException bug) {
            tell(visit, what, Outcome.FAILED, "a mistake in the server, see its log under " + request.id());
            throw bug;
        }
    }

    private Response refused(Visit visit, String what, KosyncError error) {
        var response = error.toResponse(visit.face());
        tell(visit, what, response.status() < 500 ? Outcome.REFUSED : Outcome.FAILED, error.inWords());
        return response;
    }

    private void tell(Visit visit, String what, Outcome outcome, String detail) {
        visit.account().ifPresent(account -> visit.request().note("account", account.value()));
        var event = new Event(
                visit.account(), Door.KOSYNC, visit.device(), visit.visitor().agent(), what, outcome, detail);
        activity.record(event, visit.request());
    }
}
