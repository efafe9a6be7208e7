package lectern.syncnode;

import lectern.account.Activity;
import lectern.account.OwnAccount;
import lectern.account.Registration;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.http.Fault;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.syncnode.wire.Refusal;
import lectern.syncnode.wire.SyncNodeError;

/// The Sync Node store API: what is asked where. Every wire fact is in README.md beside this file.
public final class SyncNode {
    private final SyncNodeSettings settings;
    private final Gate gate;
    private final Entrance entrance;
    private final OwnSessions ownSessions;
    private final Ownership ownership;

    public SyncNode(
            SyncNodeSettings settings,
            SignIn signIn,
            Sessions sessions,
            Registration registration,
            OwnAccount ownAccount,
            Activity activity) {
        this.settings = settings;
        this.gate = new Gate(signIn, activity);
        this.entrance = new Entrance(settings, registration, sessions);
        this.ownSessions = new OwnSessions(sessions);
        this.ownership = new Ownership(ownAccount);
    }

    /// The first segments of its paths.
    public static String[] segments() {
        return "account auth password resetpassword store permission changes events batch versions quota uploads capabilities"
                .split(" ");
    }

    /// The whole door.
    public Router router() {
        var to = new Router("syncnode", Slashes.RAW, SyncNode::answer, Browsers.from(settings.corsOrigins()))
                .guarded()
                .always("Cross-Origin-Resource-Policy", "cross-origin")
                .headOfGet()
                .documented(
                        200, 204, 206, 304, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 414, 416, 429, 431, 500,
                        503, 507)
                .refusals(Refusal.class, (refusal, _) -> refusal.error().toResponse());
        entrance.routes(to, gate);
        ownSessions.routes(to, gate);
        ownership.routes(to, gate);
        return to;
    }

    private static Response answer(Fault fault, Request request) {
        return SyncNodeError.of(fault).toResponse();
    }
}
