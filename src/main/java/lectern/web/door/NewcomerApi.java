package lectern.web.door;

import lectern.account.Presented;
import lectern.account.Registration;
import lectern.account.Registration.Result;
import lectern.account.Sessions;
import lectern.http.Response;
import lectern.web.api.Api;
import lectern.web.api.ApiRefusal;
import lectern.web.api.ApiVisit;

/// How somebody gets an account, for scripts. All of it answers with a session.
public final class NewcomerApi {
    private final FirstStart first;
    private final Registration registration;
    private final Entry entry;

    public NewcomerApi(FirstStart first, Registration registration, Sessions sessions) {
        this.first = first;
        this.registration = registration;
        this.entry = new Entry(sessions);
    }

    public void routes(Api to) {
        to.openPost("/api/v1/first", "make the first account", this::makeFirst);
        to.openPost("/api/v1/account", "register", this::register);
    }

    private Response makeFirst(ApiVisit visit) {
        var sent = visit.sent();
        return first.make(sent.requiredText("token"), sent.requiredText("name"), sent.requiredText("password"))
                .map(result -> ended(visit, result))
                .orElseThrow(() -> ApiRefusal.forbidden("That token is not, or no longer, good for it."));
    }

    private Response register(ApiVisit visit) {
        var sent = visit.sent();
        var proof = new Presented.ClearPassword(sent.requiredText("name"), sent.requiredText("password"));
        return ended(visit, registration.register(proof, sent.text("invite"), visit.visitor()));
    }

    private Response ended(ApiVisit visit, Result result) {
        return switch (result) {
            case Result.Registered(var account) -> {
                visit.meant(account.id());
                yield SessionApi.answer(entry.open(account, "", visit.visitor().agent()));
            }
            case Result.NameTaken() -> throw ApiRefusal.invalid("name", "Somebody else has this name.");
            case Result.BadName(var reason) -> throw ApiRefusal.invalid("name", reason);
            case Result.BadPassword(var reason) -> throw ApiRefusal.invalid("password", reason);
            case Result.Closed() ->
                throw ApiRefusal.forbidden("Registration is closed, or the invitation is not good.");
            case Result.Limited(var wait) -> throw ApiRefusal.tooMany(wait);
            case Result.Busy(var wait) -> throw ApiRefusal.busy(wait);
        };
    }
}
