package lectern.web.own;

import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.Account;
import lectern.account.Accounts;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.DeviceKey;
import lectern.account.DeviceKeys;
import lectern.account.Door;
import lectern.account.MailAddress;
import lectern.account.OwnAccount;
import lectern.account.OwnAccount.Result;
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

/// One's own account, for scripts.
public final class AccountApi {
    private final Accounts accounts;
    private final OwnAccount ownAccount;
    private final SignIn signIn;
    private final DeviceKeys keys;
    private final Sessions sessions;
    private final OwnCard card;

    /// @param cards whether the operator wishes public cards of accounts that did not choose
    public AccountApi(
            Accounts accounts,
            OwnAccount ownAccount,
            SignIn signIn,
            DeviceKeys keys,
            Sessions sessions,
            lectern.kosync.book.PreferenceStore reading,
            boolean cards) {
        this.accounts = accounts;
        this.ownAccount = ownAccount;
        this.signIn = signIn;
        this.keys = keys;
        this.sessions = sessions;
        this.card = new OwnCard(reading, cards);
    }

    public void routes(Api to) {
        to.get(Door.WEB, "/api/v1/account", (_, caller) -> Response.json(200, json(caller.account())));
        to.patch(Door.WEB, "/api/v1/account", "change the account", this::change);
        to.delete(Door.WEB, "/api/v1/account", "delete the account", this::delete);
        to.put(Door.WEB, "/api/v1/account/password", "change the password", this::changePassword);
        to.get(Door.WEB, "/api/v1/account/keys", this::listKeys);
        to.post(Door.WEB, "/api/v1/account/keys", "make a device key", this::makeKey);
        to.delete(Door.WEB, "/api/v1/account/keys/{handle}", "end a device key", this::endKey);
        to.get(Door.WEB, "/api/v1/account/sessions", this::listSessions);
        to.delete(Door.WEB, "/api/v1/account/sessions", "end all sessions", this::endSessions);
        to.delete(Door.WEB, "/api/v1/account/sessions/{handle}", "end a session", this::endSession);
    }

    private ObjectNode json(Account account) {
        return Json.object()
                .put("id", account.id().value())
                .put("name", account.name().value())
                .put("mail", account.mail().map(MailAddress::value).orElse(""))
                .put("role", account.role().text())
                .put("keysOnly", account.keysOnly())
                .put("card", card.isShown(account))
                .put("createdAt", account.createdAt().toString());
    }

    /// What is not named stays as it is.
    private Response change(ApiVisit visit, Caller caller) {
        var sent = visit.sent();
        var cardWanted = sent.flag("card");
        var keysWanted = sent.flag("keysOnly");
        var account = caller.account();
        cardWanted.ifPresent(shown -> card.show(account, shown));
        var changed = keysWanted
                .map(keysOnly -> accounts.changeKeysOnly(account, keysOnly))
                .orElse(account);
        return Response.json(200, json(changed));
    }

    private Response changePassword(ApiVisit visit, Caller caller) {
        var sent = visit.sent();
        var result = ownAccount.changePassword(
                caller, Optional.of(sent.requiredText("current")), sent.requiredText("wanted"), visit.visitor());
        return switch (result) {
            case Result.Done() -> Response.empty(204);
            case Result.NotHere() -> throw ApiRefusal.forbidden("What you are signed in with may not do this.");
            case Result.WrongPassword() -> throw ApiRefusal.invalid("current", "This is not your password.");
            case Result.BadPassword(var reason) -> throw ApiRefusal.invalid("wanted", reason);
            case Result.Limited(var wait) -> throw ApiRefusal.tooMany(wait);
            case Result.Busy(var wait) -> throw ApiRefusal.busy(wait);
        };
    }

    private Response listKeys(ApiVisit visit, Caller caller) {
        var list = Json.array();
        keys.list(caller.account().id()).forEach(key -> list.add(json(key)));
        return Response.json(200, list);
    }

    private static ObjectNode json(DeviceKey key) {
        return Json.object()
                .put("handle", key.handle().value())
                .put("label", key.label())
                .put("scope", key.scope().text())
                .put("createdAt", key.createdAt().toString())
                .put("lastUsed", key.lastUsed().map(Object::toString).orElse(""));
    }

    private Response makeKey(ApiVisit visit, Caller caller) {
        var sent = visit.sent();
        var wanted = NewKey.of(sent.requiredText("label"), sent.requiredText("scope"));
        wanted.problem().ifPresent(field -> {
            throw ApiRefusal.invalid(
                    field,
                    field.equals("label") ? "A label has 1 to 120 characters." : "A scope is reading, anki or store.");
        });
        var made = keys.add(caller.account(), wanted.label(), wanted.scope().orElseThrow());
        return Response.json(201, json(made.deviceKey()).put("key", made.key()));
    }

    private Response endKey(ApiVisit visit, Caller caller) {
        var handle = visit.request().parameter("handle");
        var ended = keys.list(caller.account().id()).stream()
                .map(DeviceKey::handle)
                .filter(known -> known.value().equals(handle))
                .anyMatch(known -> keys.revoke(caller.account().id(), known));
        return ended(ended);
    }

    private Response listSessions(ApiVisit visit, Caller caller) {
        var list = Json.array();
        sessions.list(caller.account().id()).forEach(session -> list.add(json(session, caller)));
        return Response.json(200, list);
    }

    private static ObjectNode json(Session session, Caller caller) {
        return Json.object()
                .put("handle", session.handle().value())
                .put("label", session.label())
                .put("client", session.client())
                .put("door", session.kind().door().text())
                .put("createdAt", session.createdAt().toString())
                .put("lastUsed", session.lastUsed().toString())
                .put(
                        "own",
                        caller.via() instanceof Credential.Session own
                                && own.handle().equals(session.handle()));
    }

    private Response endSession(ApiVisit visit, Caller caller) {
        var handle = visit.request().parameter("handle");
        var ended = sessions.list(caller.account().id()).stream()
                .map(Session::handle)
                .filter(known -> known.value().equals(handle))
                .anyMatch(known -> sessions.end(caller.account().id(), known));
        return ended(ended);
    }

    private static Response ended(boolean ended) {
        if (!ended) {
            throw ApiRefusal.missing();
        }
        return Response.empty(204);
    }

    private Response endSessions(ApiVisit visit, Caller caller) {
        sessions.endAll(caller.account().id());
        return Response.empty(204);
    }

    /// The password is asked for, so a token that was left somewhere is not enough.
    private Response delete(ApiVisit visit, Caller caller) {
        var password = visit.sent().requiredText("password");
        var proof = new Presented.ClearPassword(caller.account().name().value(), password);
        return switch (signIn.signInAnew(proof, Door.WEB, visit.visitor())) {
            case SignedIn(var again) -> {
                if (!(ownAccount.delete(again, Door.WEB) instanceof Result.Done)) {
                    throw ApiRefusal.forbidden("What you are signed in with may not do this.");
                }
                yield Response.empty(204);
            }
            case Refused _ -> throw ApiRefusal.invalid("password", "This is not your password.");
            case Limited(var wait) -> throw ApiRefusal.tooMany(wait);
            case Busy(var wait) -> throw ApiRefusal.busy(wait);
        };
    }
}
