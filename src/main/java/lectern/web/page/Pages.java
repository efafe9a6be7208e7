package lectern.web.page;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import lectern.account.Activity;
import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.Event;
import lectern.account.Event.Outcome;
import lectern.account.Presented;
import lectern.account.Role;
import lectern.account.SignIn;
import lectern.account.SignInResult.SignedIn;
import lectern.account.StaleAccount;
import lectern.account.Visitor;
import lectern.account.preference.PreferenceStore;
import lectern.account.preference.Preferences;
import lectern.db.DatabaseException;
import lectern.http.Cors;
import lectern.http.Fault;
import lectern.http.Form;
import lectern.http.Request;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;
import lectern.http.Spool;

/// Where areas put their pages. What all pages have in common happens here: somebody is signed in by their cookie, a
/// form is refused unless it is ours, what goes wrong becomes a page, and what was done leaves a line in the activity.
public final class Pages {
    private static final Logger log = LoggerFactory.getLogger(Pages.class);
    private static final int MOST_BYTES = 256 * 1024;
    private static final String SIGN_IN = "/app/sign-in";

    /// No script but our file, nothing of other servers, and in no frame.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Site site;
    private final SignIn signIn;
    private final PreferenceStore preferences;
    private final Activity activity;
    private final Spool spool;
    private final Router router;

    public Pages(Site site, SignIn signIn, PreferenceStore preferences, Activity activity, Spool spool) {
        this.site = site;
        this.signIn = signIn;
        this.preferences = preferences;
        this.activity = activity;
        this.spool = spool;
        this.router = new Router("web", Slashes.RAW, this::page, Cors.none())
                .always("X-Content-Type-Options", "nosniff")
                .always("X-Frame-Options", "DENY")
                .always("Referrer-Policy", "same-origin") // with less, forms of ours would come from nowhere
                .always("Cache-Control", "no-store")
                .always("Content-Security-Policy", POLICY)
                .always("Cross-Origin-Opener-Policy", "same-origin")
                .always("Cross-Origin-Resource-Policy", "same-origin")
                .headOfGet();
        site.assets().routes(router);
    }

    @FunctionalInterface
    public interface Open {
        Response answer(Visit visit) throws IOException;
    }

    @FunctionalInterface
    public interface SignedInOnly {
        Response answer(Visit visit, Caller caller) throws IOException;
    }

    @FunctionalInterface
    public interface Upload {
        Response answer(Visit visit, Caller caller, Form form) throws IOException;
    }

    public Router router() {
        return router;
    }

    /// A page for everybody.
    public void openGet(String pattern, Open page) {
        router.get(pattern, request -> answered(request, page));
    }

    /// A form for everybody. `what` stands in the activity, in English.
    public void openPost(String pattern, String what, Open action) {
        router.post(
                pattern,
                request -> told(request, what, visit -> {
                    visit.posted(ourForm(visit));
                    return action.answer(visit);
                }));
    }

    /// A page for whoever is signed in; others are asked to, and come back.
    public void get(String pattern, SignedInOnly page) {
        openGet(pattern, signedIn(page));
    }

    public void post(String pattern, String what, SignedInOnly action) {
        openPost(pattern, what, signedIn(action));
    }

    /// A form with files in it, of at most `limit` bytes in all.
    public void upload(String pattern, String what, long limit, Upload action) {
        router.post(
                pattern,
                request -> told(request, what, signedIn((visit, caller) -> {
                    try (var form = request.form(limit, spool)) {
                        refuseStrange(visit, form.field("token").map(field -> field.text()));
                        return action.answer(visit, caller, form);
                    }
                })));
    }

    /// Pages that others need not know of.
    public void adminGet(String pattern, SignedInOnly page) {
        get(pattern, adminsOnly(page));
    }

    public void adminPost(String pattern, String what, SignedInOnly action) {
        post(pattern, what, adminsOnly(action));
    }

    private static SignedInOnly adminsOnly(SignedInOnly page) {
        return (visit, caller) -> {
            if (caller.account().role() != Role.ADMIN) {
                throw Refusal.missing();
            }
            return page.answer(visit, caller);
        };
    }

    private static Open signedIn(SignedInOnly page) {
        return visit -> visit.caller().isPresent()
                ? page.answer(visit, visit.caller().get())
                : visit.redirect(SIGN_IN + wayBack(visit));
    }

    /// Who was in the middle of a form finds its page again, and not what was typed.
    private static String wayBack(Visit visit) {
        return visit.request().method().equals("GET") && !visit.here().equals("/app")
                ? "?to=" + URLEncoder.encode(visit.here(), StandardCharsets.UTF_8)
                : "";
    }

    private PageForm ourForm(Visit visit) {
        var sent = visit.request().fields(MOST_BYTES);
        refuseStrange(visit, sent.first("token"));
        return new PageForm(sent);
    }

    private void refuseStrange(Visit visit, Optional<String> token) {
        if (Proof.isFromElsewhere(visit.request(), site.origin()) || !visit.knows(token.orElse(""))) {
            throw Refusal.strangeForm();
        }
    }

    private Visit visit(Request request) {
        var cookies = new Cookies(request, site.base());
        var caller = cookies.read(Cookies.SESSION).flatMap(token -> caller(token, request));
        caller.ifPresent(known -> request.note("account", known.account().id().value()));
        var chosen = caller.map(known -> preferences.find(known.account().id())).orElse(Preferences.NONE);
        return new Visit(site, request, cookies, caller, chosen);
    }

    private Optional<Caller> caller(String token, Request request) {
        return signIn.signInAnew(new Presented.Token(token), Door.WEB, Visitor.of(request))
                        instanceof SignedIn(var caller)
                ? Optional.of(caller)
                : Optional.empty();
    }

    private Visit stranger(Request request) {
        return new Visit(site, request, new Cookies(request, site.base()), Optional.empty(), Preferences.NONE);
    }

    private Response answered(Request request, Open page) throws IOException {
        return attempted(visit(request), page);
    }

    private Response attempted(Visit visit, Open page) throws IOException {
        try {
            return page.answer(visit);
        } catch (Refusal refusal) {
            return refused(visit, refusal.status(), refusal.key());
        } catch (StaleAccount _) { // it changed while the request was under way
            return refused(visit, 409, "conflict");
        } catch (DatabaseException.Full _) {
            return refused(visit, 507, "full");
        } catch (DatabaseException.Unavailable _) {
            return refused(visit, 503, "busy").with("Retry-After", "5");
        }
    }

    private Response told(Request request, String what, Open action) throws IOException {
        var visit = visit(request);
        try {
            var response = attempted(visit, action);
            tell(visit, what, outcome(response), visit.detail());
            return response;
        } catch (IOException | RuntimeException bug) {
            tell(visit, what, Outcome.FAILED, "a mistake in the server, see its log under " + request.id());
            throw bug;
        }
    }

    private static Outcome outcome(Response response) {
        if (response.status() < 400) {
            return Outcome.DONE;
        }
        return response.status() < 500 ? Outcome.REFUSED : Outcome.FAILED;
    }

    private void tell(Visit visit, String what, Outcome outcome, String detail) {
        activity.record(new Event(visit.account(), Door.WEB, "", visit.visitor().agent(), what, outcome, detail));
    }

    private Response page(Fault fault, Request request) {
        return switch (fault) {
            case Fault.NoRoute() -> refused(visitOrStranger(request), 404, "missing");
            case Fault.WrongMethod _ -> refused(visitOrStranger(request), 405, "wrong-method");
            case Fault.BadRequest _ -> refused(stranger(request), 400, "unreadable");
            case Fault.TooLarge _ -> refused(stranger(request), 413, "too-large");
            case Fault.TimedOut() -> refused(stranger(request), 408, "too-slow");
            case Fault.Overloaded _ -> refused(stranger(request), 503, "busy");
            case Fault.Unexpected(var id) -> refused(stranger(request), 500, "unexpected", id);
        };
    }

    /// A page that says what is wrong must not fail over the same thing.
    private Visit visitOrStranger(Request request) {
        try {
            return visit(request);
        } catch (RuntimeException e) {
            log.debug("nobody is signed in on an error page, because that failed", e);
            return stranger(request);
        }
    }

    private static Response refused(Visit visit, int status, String key, Object... values) {
        visit.detail("was shown the error page: " + key);
        return visit.show(
                status,
                JteErrorPageGenerated::render,
                new ErrorPage(visit.say("error." + key), visit.say("error." + key + ".detail", values)));
    }
}
