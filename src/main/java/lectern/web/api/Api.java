package lectern.web.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import lectern.account.AccountId;
import lectern.account.Activity;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Door;
import lectern.account.Event;
import lectern.account.Event.Outcome;
import lectern.account.Presented;
import lectern.account.SignIn;
import lectern.account.SignInResult;
import lectern.account.SignInResult.Busy;
import lectern.account.SignInResult.Limited;
import lectern.account.SignInResult.Refused;
import lectern.account.SignInResult.SignedIn;
import lectern.account.StaleAccount;
import lectern.db.DatabaseException;
import lectern.http.Cors;
import lectern.http.Fault;
import lectern.http.Faulted;
import lectern.http.Handler;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;

/// Where areas put their endpoints. Cookies mean nothing here, so a page of another server can do no more than anybody:
/// a script shows the token of a session as bearer, or name and device key as HTTP Basic.
public final class Api {
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Cors CORS = Cors.anyOrigin(
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
            List.of("Authorization", "Content-Type", "If-Match", "If-None-Match"),
            List.of("ETag", "Retry-After", "X-Request-Id", "Content-Disposition"));

    private final SignIn signIn;
    private final Activity activity;
    private final Router router;

    public Api(SignIn signIn, Activity activity) {
        this.signIn = signIn;
        this.activity = activity;
        this.router = new Router("api", Slashes.RAW, Api::worded, CORS)
                .guarded()
                .headOfGet()
                .documented(200, 201, 204, 400, 401, 403, 404, 405, 408, 409, 413, 422, 429, 500, 503, 507);
    }

    @FunctionalInterface
    public interface Open {
        Response answer(ApiVisit visit) throws IOException;
    }

    @FunctionalInterface
    public interface SignedInOnly {
        Response answer(ApiVisit visit, Caller caller) throws IOException;
    }

    public Router router() {
        return router;
    }

    /// Something to read, at most for device keys that open `door`; sessions open all.
    public void get(Door door, String pattern, SignedInOnly endpoint) {
        router.get(pattern, quiet(signedIn(door, endpoint)));
    }

    /// `what` stands in the activity, in English, as it does for the page that does the same.
    public void post(Door door, String pattern, String what, SignedInOnly endpoint) {
        router.post(pattern, told(door, what, signedIn(door, endpoint)));
    }

    public void put(Door door, String pattern, String what, SignedInOnly endpoint) {
        router.put(pattern, told(door, what, signedIn(door, endpoint)));
    }

    public void patch(Door door, String pattern, String what, SignedInOnly endpoint) {
        router.patch(pattern, told(door, what, signedIn(door, endpoint)));
    }

    public void delete(Door door, String pattern, String what, SignedInOnly endpoint) {
        router.delete(pattern, told(door, what, signedIn(door, endpoint)));
    }

    /// For everybody.
    public void openPost(String pattern, String what, Open endpoint) {
        router.post(pattern, told(Door.WEB, what, endpoint));
    }

    public void openPut(String pattern, String what, Open endpoint) {
        router.put(pattern, told(Door.WEB, what, endpoint));
    }

    private Open signedIn(Door door, SignedInOnly endpoint) {
        return visit -> {
            var caller = caller(visit, door);
            visit.meant(caller.account().id());
            return endpoint.answer(visit, caller);
        };
    }

    private Caller caller(ApiVisit visit, Door door) {
        var shown = visit.request()
                .header("Authorization")
                .orElseThrow(() -> ApiRefusal.unauthorized("Show a session as bearer, or name and device key."));
        var space = shown.indexOf(' ');
        var value = shown.substring(space + 1).strip();
        return switch (shown.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT)) {
            case "bearer" -> admitted(visit, signIn.signInAnew(new Presented.Token(value), Door.WEB, visit.visitor()));
            case "basic" -> byDeviceKey(visit, value, door);
            default -> throw ApiRefusal.unauthorized("Show a session as bearer, or name and device key.");
        };
    }

    /// The password of the account is for the sign-in, where a second factor can be asked for.
    private Caller byDeviceKey(ApiVisit visit, String encoded, Door door) {
        var proof = basic(encoded).orElseThrow(() -> ApiRefusal.unauthorized("That is no HTTP Basic."));
        var caller = admitted(visit, signIn.signInAnew(proof, door, visit.visitor()));
        if (!(caller.via() instanceof Credential.DeviceKey)) {
            throw ApiRefusal.unauthorized("Show a device key here, not the password; or sign in for a session.");
        }
        return caller;
    }

    private static Optional<Presented.ClearPassword> basic(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 ? Optional.of(new Presented.ClearPassword(pair[0], pair[1])) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Caller admitted(ApiVisit visit, SignInResult result) {
        return switch (result) {
            case SignedIn(var caller) -> caller;
            case Refused(var reason, var account) -> {
                account.ifPresent(visit::meant);
                visit.detail(reason.words());
                throw ApiRefusal.unauthorized("Not signed in: unknown, wrong, ended, or made for another door.");
            }
            case Limited(var wait) -> throw ApiRefusal.tooMany(wait);
            case Busy(var wait) -> throw ApiRefusal.busy(wait);
        };
    }

    private static Handler quiet(Open endpoint) {
        return request -> attempted(new ApiVisit(request), endpoint);
    }

    private Handler told(Door door, String what, Open endpoint) {
        return request -> {
            var visit = new ApiVisit(request);
            try {
                var response = attempted(visit, endpoint);
                tell(visit, door, what, outcome(response), visit.detail());
                return response;
            } catch (IOException | RuntimeException bug) {
                tell(visit, door, what, Outcome.FAILED, "a mistake in the server, see its log under " + request.id());
                throw bug;
            }
        };
    }

    private static Response attempted(ApiVisit visit, Open endpoint) throws IOException {
        try {
            return endpoint.answer(visit);
        } catch (ApiRefusal refusal) {
            return refused(visit, refusal);
        } catch (Faulted faulted) {
            return refused(visit, refusal(faulted.fault()));
        } catch (StaleAccount _) { // it changed while the request was under way
            return refused(visit, ApiRefusal.busy(SOON));
        } catch (DatabaseException.Full _) {
            return refused(visit, ApiRefusal.full());
        } catch (DatabaseException.Unavailable _) {
            return refused(visit, ApiRefusal.busy(SOON));
        }
    }

    private static Response refused(ApiVisit visit, ApiRefusal refusal) {
        if (visit.detail().isEmpty()) {
            visit.detail(refusal.detail());
        }
        return refusal.toResponse();
    }

    private static Outcome outcome(Response response) {
        if (response.status() < 400) {
            return Outcome.DONE;
        }
        return response.status() < 500 ? Outcome.REFUSED : Outcome.FAILED;
    }

    private void tell(ApiVisit visit, Door door, String what, Outcome outcome, String detail) {
        visit.account().map(AccountId::value).ifPresent(id -> visit.request().note("account", id));
        activity.record(new Event(visit.account(), door, "", visit.visitor().agent(), what, outcome, detail));
    }

    private static Response worded(Fault fault, Request unused) {
        return refusal(fault).toResponse();
    }

    private static ApiRefusal refusal(Fault fault) {
        return switch (fault) {
            case Fault.NoRoute() -> ApiRefusal.missing();
            case Fault.WrongMethod _ -> ApiRefusal.wrongMethod();
            case Fault.BadRequest(var reason) -> ApiRefusal.unreadable(reason);
            case Fault.TooLarge(var limit) -> ApiRefusal.tooLarge(limit);
            case Fault.TimedOut() -> ApiRefusal.tooSlow();
            case Fault.Overloaded(var retryAfter) -> ApiRefusal.busy(retryAfter);
            case Fault.Unexpected(var id) -> ApiRefusal.unexpected(id);
        };
    }
}
