package lectern.syncnode;

import java.time.Duration;
import java.util.Optional;

import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Presented;
import lectern.account.Registration;
import lectern.account.RegistrationMode;
import lectern.account.Scope;
import lectern.account.Session;
import lectern.account.SessionKind;
import lectern.account.Sessions;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.syncnode.wire.JsonBody;
import lectern.syncnode.wire.RatePolicy;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.ScopeText;
import lectern.syncnode.wire.SyncNodeError;

/// `POST /account` makes an account, `POST /auth` signs in to one; both answer with a session.
final class Entrance {
    private static final int LONGEST_LABEL = 120;

    private final SyncNodeSettings settings;
    private final Registration registration;
    private final Sessions sessions;

    Entrance(SyncNodeSettings settings, Registration registration, Sessions sessions) {
        this.settings = settings;
        this.registration = registration;
        this.sessions = sessions;
    }

    void routes(Router to, Gate gate) {
        to.post("/account", gate.open("register", this::register));
        to.post("/auth", gate.open("log in", visit -> logIn(visit, gate)));
    }

    private Response register(Visit visit) {
        if (registration.mode() == RegistrationMode.CLOSED) { // whatever was sent: nobody can try names here
            throw new Refusal(new SyncNodeError.RegistrationClosed());
        }
        var sent = sent(visit);
        return switch (registration.register(proof(sent), sent.text("invite"), visit.visitor())) {
            case Registration.Result.Registered(var account) -> {
                visit.meant(account.id());
                var caller = new Caller(account, new Credential.AccountPassword(true));
                yield opened(sessions.open(caller, session(visit, Optional.empty(), Optional.empty())));
            }
            case Registration.Result.NameTaken() -> throw new Refusal(new SyncNodeError.IdTaken());
            case Registration.Result.Closed() -> throw new Refusal(new SyncNodeError.RegistrationClosed());
            case Registration.Result.BadName(var rule) -> throw new Refusal(new SyncNodeError.BadId(rule));
            case Registration.Result.BadPassword(var rule) -> throw new Refusal(new SyncNodeError.BadPassword(rule));
            case Registration.Result.Limited(var wait) ->
                throw new Refusal(new SyncNodeError.RateLimited(RatePolicy.REGISTRATION, wait));
            case Registration.Result.Busy(var wait) -> throw new Refusal(new SyncNodeError.Busy(wait));
        };
    }

    private Response logIn(Visit visit, Gate gate) {
        var sent = sent(visit);
        var wanted = sent.text("scope").map(ScopeText::parse);
        var ttl = sent.whole("ttl").map(Entrance::duration);
        var caller = gate.login(visit, proof(sent));
        var scope = wanted.map(narrower -> caller.via()
                .scope()
                .narrowedTo(narrower)
                .orElseThrow(() -> new Refusal(new SyncNodeError.OutOfScope())));
        return opened(sessions.open(caller, session(visit, scope, ttl)));
    }

    private static JsonBody sent(Visit visit) {
        return JsonBody.of(visit.request()).orElseThrow(() -> missing("id"));
    }

    private static Presented.ClearPassword proof(JsonBody sent) {
        return new Presented.ClearPassword(
                sent.text("id").orElseThrow(() -> missing("id")),
                sent.text("password").orElseThrow(() -> missing("password")));
    }

    private static Refusal missing(String member) {
        return new Refusal(new SyncNodeError.MissingField(member));
    }

    private static Duration duration(long seconds) {
        if (seconds < 1) {
            throw new Refusal(new SyncNodeError.BadRequest("A session lasts at least a second."));
        }
        return Duration.ofSeconds(seconds);
    }

    /// @param ttl how long it lasts at most, used or not
    private Session.Request session(Visit visit, Optional<Scope> scope, Optional<Duration> ttl) {
        var life =
                new Session.Life.Sliding(shorter(settings.sessionIdle(), ttl), shorter(settings.sessionLongest(), ttl));
        return new Session.Request(
                SessionKind.STORE, label(visit), visit.visitor().agent(), life, scope);
    }

    private static Duration shorter(Duration usual, Optional<Duration> wanted) {
        return wanted.filter(time -> time.compareTo(usual) < 0).orElse(usual);
    }

    private static String label(Visit visit) {
        var name = visit.client().isEmpty() ? visit.visitor().agent() : visit.client();
        return name.substring(0, Math.min(name.length(), LONGEST_LABEL));
    }

    private static Response opened(Session.Opened opened) {
        return Response.json(
                200,
                Json.object().put("token", opened.token()).put("expiration", OwnSessions.expiration(opened.session())));
    }
}
