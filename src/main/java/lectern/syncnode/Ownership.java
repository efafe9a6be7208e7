package lectern.syncnode;

import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.OwnAccount;
import lectern.account.SignInResult.Reason;
import lectern.http.Response;
import lectern.http.Router;
import lectern.syncnode.wire.JsonBody;
import lectern.syncnode.wire.RatePolicy;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// What only its owner does to an account: `POST /password` and `DELETE /account`.
final class Ownership {
    private final OwnAccount ownAccount;

    Ownership(OwnAccount ownAccount) {
        this.ownAccount = ownAccount;
    }

    void routes(Router to, Gate gate) {
        to.post("/password", gate.owner("change the password", this::changePassword));
        to.delete("/account", gate.owner("delete the account", this::delete));
    }

    private Response changePassword(Visit visit, Caller caller) {
        var sent = JsonBody.of(visit.request());
        var wanted = sent.flatMap(body -> body.text("password"))
                .orElseThrow(() -> new Refusal(new SyncNodeError.MissingField("password")));
        var current = sent.flatMap(body -> body.text("currentPassword"));
        return done(ownAccount.changePassword(caller, current, wanted, visit.visitor()));
    }

    private Response delete(Visit visit, Caller caller) {
        return done(ownAccount.delete(caller, Door.STORE));
    }

    static Response done(OwnAccount.Result result) {
        return switch (result) {
            case OwnAccount.Result.Done() -> Response.empty(204);
            case OwnAccount.Result.NotHere() -> throw new Refusal(new SyncNodeError.OutOfScope());
            case OwnAccount.Result.WrongPassword() ->
                throw new Refusal(new SyncNodeError.BadCredentials(Reason.WRONG_PASSWORD));
            case OwnAccount.Result.BadPassword(var rule) -> throw new Refusal(new SyncNodeError.BadPassword(rule));
            case OwnAccount.Result.Limited(var wait) ->
                throw new Refusal(new SyncNodeError.RateLimited(RatePolicy.SIGN_IN, wait));
            case OwnAccount.Result.Busy(var wait) -> throw new Refusal(new SyncNodeError.Busy(wait));
        };
    }
}
