package lectern.syncnode;

import lectern.account.Account;
import lectern.account.AccountName;
import lectern.account.Accounts;
import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.MailAddress;
import lectern.account.OwnAccount;
import lectern.account.SignInResult.Reason;
import lectern.account.StaleAccount;
import lectern.http.Response;
import lectern.http.Router;
import lectern.syncnode.reset.PasswordResets;
import lectern.syncnode.reset.ResetDesk;
import lectern.syncnode.wire.Bearer;
import lectern.syncnode.wire.JsonBody;
import lectern.syncnode.wire.RatePolicy;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// What only its owner does to an account: `POST /password`, `POST /resetpassword` and `DELETE /account`.
final class Ownership {
    private final Accounts accounts;
    private final OwnAccount ownAccount;
    private final PasswordResets resets;
    private final ResetDesk desk;

    Ownership(Accounts accounts, OwnAccount ownAccount, PasswordResets resets, ResetDesk desk) {
        this.accounts = accounts;
        this.ownAccount = ownAccount;
        this.resets = resets;
        this.desk = desk;
    }

    void routes(Router to, Gate gate) {
        to.post("/password", gate.open("change the password", visit -> password(visit, gate)));
        to.post("/resetpassword", gate.open("ask for a new password", this::askForReset));
        to.delete("/account", gate.owner("delete the account", this::delete));
    }

    private Response password(Visit visit, Gate gate) {
        return Bearer.of(visit.request()) instanceof Bearer.Reset(var token)
                ? resetPassword(visit, token)
                : changePassword(visit, gate.ownerOf(visit));
    }

    private Response changePassword(Visit visit, Caller caller) {
        var sent = sent(visit, "password");
        return done(ownAccount.changePassword(
                caller, sent.text("currentPassword"), text(sent, "password"), visit.visitor()));
    }

    /// Everything that was signed in ends with it, the token as well.
    private Response resetPassword(Visit visit, String token) {
        var account = owner(token);
        visit.meant(account.id());
        try {
            return done(ownAccount.resetPassword(account, text(sent(visit, "password"), "password")));
        } catch (StaleAccount stale) {
            owner(token); // used at the same moment?
            throw stale;
        }
    }

    private Account owner(String token) {
        return resets.find(token)
                .flatMap(accounts::find)
                .filter(account -> !account.disabled())
                .orElseThrow(() -> new Refusal(new SyncNodeError.BadToken(Reason.ENDED_SESSION)));
    }

    /// The same answer for every name, in the same time.
    private Response askForReset(Visit visit) {
        var id = text(sent(visit, "id"), "id");
        if (AccountName.problem(id).isPresent() && MailAddress.problem(id).isPresent()) {
            throw new Refusal(new SyncNodeError.BadId(AccountName.problem(id).orElseThrow()));
        }
        desk.ask(id, visit.visitor()).ifPresent(wait -> {
            throw new Refusal(new SyncNodeError.RateLimited(RatePolicy.RESET, wait));
        });
        return Response.empty(204);
    }

    private Response delete(Visit visit, Caller caller) {
        return done(ownAccount.delete(caller, Door.STORE));
    }

    private static JsonBody sent(Visit visit, String needed) {
        return JsonBody.of(visit.request()).orElseThrow(() -> missing(needed));
    }

    private static String text(JsonBody sent, String member) {
        return sent.text(member).orElseThrow(() -> missing(member));
    }

    private static Refusal missing(String member) {
        return new Refusal(new SyncNodeError.MissingField(member));
    }

    private static Response done(OwnAccount.Result result) {
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
