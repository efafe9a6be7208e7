package lectern.web.door;

import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Door;
import lectern.account.Presented;
import lectern.account.Session;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.account.SignInResult.Busy;
import lectern.account.SignInResult.Limited;
import lectern.account.SignInResult.Refused;
import lectern.account.SignInResult.SignedIn;
import lectern.http.Response;
import lectern.json.Json;
import lectern.web.api.Api;
import lectern.web.api.ApiRefusal;
import lectern.web.api.ApiVisit;

/// In and out, for scripts.
public final class SessionApi {
    private final SignIn signIn;
    private final Sessions sessions;
    private final Entry entry;

    public SessionApi(SignIn signIn, Sessions sessions) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.entry = new Entry(sessions);
    }

    public void routes(Api to) {
        to.openPost("/api/v1/session", "sign in", this::enter);
        to.delete(Door.WEB, "/api/v1/session", "sign out", this::leave);
    }

    private Response enter(ApiVisit visit) {
        var sent = visit.sent();
        var proof = new Presented.ClearPassword(sent.requiredText("name"), sent.requiredText("password"));
        return switch (signIn.signInAnew(proof, Door.WEB, visit.visitor())) {
            case SignedIn(var caller) -> {
                visit.meant(caller.account().id());
                yield opened(visit, caller, sent.text("label").orElse(""));
            }
            case Refused(var reason, var account) -> {
                account.ifPresent(visit::meant);
                visit.detail(reason.words());
                throw ApiRefusal.unauthorized("Wrong name or password.");
            }
            case Limited(var wait) -> throw ApiRefusal.tooMany(wait);
            case Busy(var wait) -> throw ApiRefusal.busy(wait);
        };
    }

    private Response opened(ApiVisit visit, Caller caller, String label) {
        return answer(entry.open(caller.account(), label, visit.visitor().agent()));
    }

    static Response answer(Session.Opened opened) {
        return Response.json(
                201,
                Json.object()
                        .put("token", opened.token())
                        .put("session", opened.session().handle().value()));
    }

    private Response leave(ApiVisit visit, Caller caller) {
        if (caller.via() instanceof Credential.Session session) {
            sessions.end(caller.account().id(), session.handle());
        }
        return Response.empty(204);
    }
}
