package lectern.web.door;

import lectern.account.Accounts;
import lectern.account.OwnAccount;
import lectern.account.OwnAccount.Result;
import lectern.http.Response;
import lectern.syncnode.reset.PasswordResets;
import lectern.syncnode.reset.ResetDesk;
import lectern.web.api.Api;
import lectern.web.api.ApiRefusal;
import lectern.web.api.ApiVisit;

/// A forgotten password, for scripts.
public final class LostPasswordApi {
    private final ResetDesk desk;
    private final LostPassword lost;

    public LostPasswordApi(ResetDesk desk, PasswordResets resets, Accounts accounts, OwnAccount ownAccount) {
        this.desk = desk;
        this.lost = new LostPassword(accounts, resets, ownAccount);
    }

    public void routes(Api to) {
        to.openPost("/api/v1/password-reset", "ask for a new password", this::ask);
        to.openPut("/api/v1/password-reset", "set a new password with a link", this::replace);
    }

    private Response ask(ApiVisit visit) {
        desk.ask(visit.sent().requiredText("name"), visit.visitor()).ifPresent(wait -> {
            throw ApiRefusal.tooMany(wait);
        });
        return Response.empty(204);
    }

    private Response replace(ApiVisit visit) {
        var sent = visit.sent();
        var owner = lost.owner(sent.requiredText("token"))
                .orElseThrow(() -> ApiRefusal.forbidden("That token is unknown, used, or too old."));
        visit.meant(owner.id());
        return switch (lost.replace(owner, sent.requiredText("password"))) {
            case Result.Done() -> Response.empty(204);
            case Result.BadPassword(var reason) -> throw ApiRefusal.invalid("password", reason);
            case Result.Busy(var wait) -> throw ApiRefusal.busy(wait);
            case Result.NotHere(), Result.WrongPassword(), Result.Limited _ ->
                throw new IllegalStateException("a token is never refused like a password");
        };
    }
}
