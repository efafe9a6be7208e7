package lectern.kosync;

import java.time.InstantSource;
import java.util.List;

import lectern.account.Accounts;
import lectern.account.Activity;
import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.OwnAccount;
import lectern.account.Presented.Md5Key;
import lectern.account.Registration;
import lectern.account.SignIn;
import lectern.calibre.Library;
import lectern.http.Cors;
import lectern.http.Fault;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.json.Json;
import lectern.kosync.book.ProgressStore;
import lectern.kosync.book.PushResult;
import lectern.kosync.wire.Face;
import lectern.kosync.wire.KosyncError;
import lectern.kosync.wire.Refusal;
import lectern.kosync.wire.SentPush;
import lectern.kosync.wire.SentRegistration;

/// KOReader progress sync: what the official server answers, and what the servers added that this one replaces. Every
/// wire fact is in README.md beside this file.
public final class Kosync {
    private final KosyncSettings settings;
    private final Registration registration;
    private final OwnAccount ownAccount;
    private final ProgressStore progress;
    private final Siblings siblings;
    private final PushRate pushRate;
    private final Gate gate;
    private final Shelf shelf;
    private final Past past;
    private final OwnPreferences preferences;
    private final LibraryShelf libraryShelf;
    private final PublicCard card;

    public Kosync(
            KosyncSettings settings,
            KosyncStores stores,
            Accounts accounts,
            SignIn signIn,
            Registration registration,
            OwnAccount ownAccount,
            Activity activity,
            Library library,
            InstantSource clock) {
        this.settings = settings;
        this.registration = registration;
        this.ownAccount = ownAccount;
        this.progress = stores.progress();
        this.siblings = new Siblings(library);
        this.pushRate = new PushRate(settings.pushesPerMinute(), clock);
        this.gate = new Gate(settings.answers(), signIn, activity);
        this.shelf = new Shelf(stores);
        this.past = new Past(stores);
        this.preferences = new OwnPreferences(stores);
        this.libraryShelf = new LibraryShelf(stores, library);
        this.card = new PublicCard(settings, accounts, stores, library);
    }

    /// The whole door.
    public Router router() {
        var to = new Router("kosync", Slashes.MERGED, this::answer, CORS)
                .guarded()
                .always("Vary", "Accept")
                .documented(200, 201, 304, 400, 401, 402, 403, 404, 405, 408, 409, 412, 413, 422, 429, 500, 502, 503);
        to.post("/users/create", gate.open("register", this::createUser));
        to.get("/users/auth", gate.signedInAnew("sign in", this::authorize));
        to.put("/users/password", gate.signedIn("change the password", this::changePassword));
        to.delete("/users/me", gate.signedInIfThere("delete the account", this::deleteAccount));
        to.put("/syncs/progress", gate.signedIn("push a position", this::putProgress));
        to.get("/syncs/progress/{document}", gate.signedIn("pull a position", this::getProgress));
        to.get("/syncs/progress", gate.open("pull a position", this::pullOfNothing));
        to.get("/healthcheck", gate.open("look at the health", this::healthcheck));
        preferences.routes(to, gate);
        past.routes(to, gate);
        shelf.routes(to, gate);
        libraryShelf.routes(to, gate);
        to.get("/card/{username}", gate.openPlain("look at a card", card::answer));
        return to;
    }

    private Response createUser(Visit visit) {
        var sent = SentRegistration.parse(visit.fields());
        return switch (registration.register(sent.wanted(), sent.invite(), visit.visitor())) {
            case Registration.Result.Registered(var account) ->
                Response.json(201, visit.face().registered(account.name().value()));
            case Registration.Result.NameTaken() -> throw new Refusal(new KosyncError.UsernameTaken());
            case Registration.Result.Closed() -> throw new Refusal(new KosyncError.RegistrationClosed());
            case Registration.Result.BadName(var reason) ->
                throw new Refusal(
                        settings.answers().friendlyErrors()
                                ? new KosyncError.NameUnsuitable(reason)
                                : new KosyncError.InvalidField(reason));
            case Registration.Result.BadPassword(var reason) -> throw new Refusal(new KosyncError.InvalidField(reason));
            case Registration.Result.Limited(var wait) -> throw new Refusal(new KosyncError.TooMany(wait));
            case Registration.Result.Busy(var wait) -> throw new Refusal(new KosyncError.Busy(wait));
        };
    }

    private Response authorize(Visit visit, Caller caller) {
        return Response.json(
                200, visit.face().authorized(caller.account().name().value()));
    }

    private Response changePassword(Visit visit, Caller caller) {
        var wanted = new Md5Key(caller.account().name().value(), SentRegistration.key(visit.fields()));
        return changed(ownAccount.changePassword(caller, wanted), visit.face(), "updated");
    }

    private Response deleteAccount(Visit visit, Caller caller) {
        return changed(ownAccount.delete(caller, Door.KOSYNC), visit.face(), "deleted");
    }

    private static Response changed(OwnAccount.Result result, Face face, String what) {
        return switch (result) {
            case OwnAccount.Result.Done() -> Response.json(200, face.changed(what));
            case OwnAccount.Result.NotHere() -> throw new Refusal(new KosyncError.OnlyOnTheWeb());
            case OwnAccount.Result.WrongPassword() -> throw new Refusal(new KosyncError.CredentialsMissing());
            case OwnAccount.Result.BadPassword(var reason) -> throw new Refusal(new KosyncError.InvalidField(reason));
            case OwnAccount.Result.Limited(var wait) -> throw new Refusal(new KosyncError.TooMany(wait));
            case OwnAccount.Result.Busy(var wait) -> throw new Refusal(new KosyncError.Busy(wait));
        };
    }

    private Response putProgress(Visit visit, Caller caller) {
        pushRate.excess(caller.account().id()).ifPresent(wait -> {
            throw new Refusal(new KosyncError.TooMany(wait));
        });
        var sent =
                SentPush.parse(visit.fields(), visit.face(), settings.answers().strictDocuments());
        var push = sent.push();
        visit.device(push.device().name());
        return switch (progress.push(caller.account(), push, siblings.of(push.document()))) {
            case PushResult.Stored stored -> {
                visit.detail(stored.taken() ? "" : "kept in the history: the book stands further on");
                yield Response.json(200, visit.face().stored(sent.document(), stored));
            }
            case PushResult.QuotaReached() -> throw new Refusal(new KosyncError.QuotaReached());
        };
    }

    private Response getProgress(Visit visit, Caller caller) {
        var document = visit.document();
        var found = progress.find(caller.account(), document, siblings.of(document));
        return visit.face()
                .progress(visit.documentAsSpelt(), found)
                .map(body -> Response.json(200, body))
                .orElseGet(() -> nothingStored(visit));
    }

    /// KOReader wants 200 and an empty object. Every CrossPoint firmware knows 404, and most of them show `{}` as a
    /// position.
    private Response nothingStored(Visit visit) {
        visit.detail("nothing stored");
        if (visit.face() == Face.VENDOR
                && !(settings.answers().esp32NotFound()
                        && isEsp32(visit.visitor().agent()))) {
            return Response.json(200, Json.object());
        }
        return new KosyncError.ProgressMissing().toResponse(Face.plain(settings.answers()));
    }

    private static boolean isEsp32(String agent) {
        return ESP32_AGENTS.stream().anyMatch(agent::startsWith);
    }

    /// Its trailing slash is ignored like any other, and what is left is the path of a push.
    private Response pullOfNothing(Visit visit) {
        throw new Refusal(new KosyncError.NoRoute());
    }

    /// The official container looks for the text `"state":"OK"`.
    private Response healthcheck(Visit visit) {
        return Response.json(200, Json.object().put("state", "OK"));
    }

    private Response answer(Fault fault, Request request) {
        return KosyncError.of(fault).toResponse(gate.faceOrPlain(request));
    }

    /// CrossPoint 0.15 to 1.2, 1.3 to 1.4.1, and 1.5 on.
    private static final List<String> ESP32_AGENTS = List.of("ESP32HTTPClient", "ESP32 HTTP Client", "FreeInk-ESP32");

    /// Readest's web version talks to servers in the same house directly.
    private static final Cors CORS = Cors.anyOrigin(
            List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"),
            List.of("x-auth-user", "x-auth-key", "accept", "content-type", "authorization"),
            List.of());
}
