package lectern.syncnode;

import java.time.Instant;

import tools.jackson.databind.node.ObjectNode;

import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Handle;
import lectern.account.Session;
import lectern.account.Sessions;
import lectern.account.SignInResult.Reason;
import lectern.http.Response;
import lectern.http.Router;
import lectern.json.Json;
import lectern.syncnode.wire.Bearer;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.ScopeText;
import lectern.syncnode.wire.SyncNodeError;

/// Who is signed in: `GET /account` lists the sessions of every protocol, `DELETE /auth` ends one.
final class OwnSessions {
    /// Of a session that ends by itself never, where clients expect a moment.
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private final Sessions sessions;

    OwnSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    void routes(Router to, Gate gate) {
        to.get("/account", gate.signedIn("list the sessions", this::list));
        to.delete("/auth", gate.open("log out", visit -> logOut(visit, gate)));
    }

    /// Whoever stole a token must not get the others with it, so each but the caller's own is shown by its handle,
    /// which is good for ending it.
    private Response list(Visit visit, Caller caller) {
        var own = handle(caller);
        var list = Json.array();
        sessions.list(caller.account().id()).stream()
                .filter(session -> caller.owner() || session.handle().equals(own))
                .map(session -> session.handle().equals(own)
                        ? entry(session, token(visit), true)
                        : entry(session, session.handle().value(), false))
                .forEach(list::add);
        return Response.json(200, list);
    }

    private static ObjectNode entry(Session session, String token, boolean current) {
        return Json.object()
                .put("token", token)
                .put("expiration", expiration(session))
                .put("current", current)
                .put("created", session.createdAt().toEpochMilli())
                .put("lastUsed", session.lastUsed().toEpochMilli())
                .put("label", session.label())
                .put("kind", session.kind().door().text())
                .put("scope", ScopeText.write(session.scope()));
    }

    private Response logOut(Visit visit, Gate gate) {
        var ended = Bearer.of(visit.request()) instanceof Bearer.Listed(var handle)
                ? sessions.end(handle)
                : end(gate.caller(visit));
        if (!ended) {
            throw new Refusal(new SyncNodeError.BadToken(Reason.ENDED_SESSION));
        }
        return Response.empty(204);
    }

    private boolean end(Caller caller) {
        return sessions.end(caller.account().id(), handle(caller));
    }

    private static Handle handle(Caller caller) {
        return switch (caller.via()) {
            case Credential.Session session -> session.handle();
            case Credential.AccountPassword _, Credential.DeviceKey _ ->
                throw new IllegalStateException("a bearer is always a session");
        };
    }

    private static String token(Visit visit) {
        return switch (Bearer.of(visit.request())) {
            case Bearer.Session(var token) -> token;
            case Bearer.None(), Bearer.Listed _, Bearer.Reset _, Bearer.Other() ->
                throw new IllegalStateException("it was let in");
        };
    }

    static long expiration(Session session) {
        return session.expiresAt().orElse(NEVER).toEpochMilli();
    }
}
