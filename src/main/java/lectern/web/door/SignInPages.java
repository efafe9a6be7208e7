package lectern.web.door;

import java.util.Optional;

import lectern.account.Account;
import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.Door;
import lectern.account.Presented;
import lectern.account.Session;
import lectern.account.SessionKind;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.account.SignInResult.Busy;
import lectern.account.SignInResult.Limited;
import lectern.account.SignInResult.Refused;
import lectern.account.SignInResult.SignedIn;
import lectern.account.preference.View;
import lectern.http.Response;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// In, out, and which view to see.
public final class SignInPages {
    private final SignIn signIn;
    private final Sessions sessions;

    public SignInPages(SignIn signIn, Sessions sessions) {
        this.signIn = signIn;
        this.sessions = sessions;
    }

    public void routes(Pages to) {
        to.openGet("/", this::front);
        to.openGet("/app/sign-in", this::show);
        to.openPost("/app/sign-in", "sign in", this::enter);
        to.openPost("/app/sign-out", "sign out", this::leave);
        to.openGet("/app/view/{view}", SignInPages::changeView);
    }

    /// Where somebody arrives who typed the name of the server.
    private Response front(Visit visit) {
        return visit.caller().isPresent() ? visit.redirect("/app") : form(visit, Optional.empty());
    }

    private Response show(Visit visit) {
        var to = visit.request().query("to");
        return visit.caller().isPresent() ? visit.redirect(visit.ownPath(to)) : form(visit, to);
    }

    private static Response form(Visit visit, Optional<String> to) {
        return visit.show(JteSignInPageGenerated::render, new SignInPage(PageForm.blank(), visit.ownPath(to)));
    }

    private Response enter(Visit visit) {
        var form = visit.form();
        var proof = new Presented.ClearPassword(form.text("name"), form.text("password"));
        return switch (signIn.signInAnew(proof, Door.WEB, visit.visitor())) {
            case SignedIn(var caller) -> entered(visit, caller.account());
            case Refused(var reason, var account) -> {
                account.ifPresent(visit::meant);
                visit.detail(reason.words());
                yield again(visit, 422, visit.say("sign-in.wrong"));
            }
            case Limited(var wait) ->
                again(visit, 429, visit.say("sign-in.limited", visit.words().patience(wait)))
                        .with("Retry-After", Long.toString(wait.toSeconds() + 1));
            case Busy(var wait) ->
                again(visit, 503, visit.say("sign-in.busy")).with("Retry-After", Long.toString(wait.toSeconds() + 1));
        };
    }

    private static Response again(Visit visit, int status, String problem) {
        var form = visit.form().wrong("all", problem);
        return visit.show(status, JteSignInPageGenerated::render, new SignInPage(form, form.text("to")));
    }

    private Response entered(Visit visit, Account account) {
        visit.meant(account.id());
        var agent = visit.visitor().agent();
        var caller = new Caller(account, new Credential.AccountPassword(account.claimed()));
        visit.enter(sessions.open(caller, new Session.Request(SessionKind.WEB, "", agent, Visit.LIFE)));
        endOwn(visit); // not before: it raises the stamp
        return visit.redirect(visit.ownPath(Optional.of(visit.form().text("to"))));
    }

    private Response leave(Visit visit) {
        endOwn(visit);
        visit.leave();
        return visit.redirect("/app/sign-in", "done.signed-out");
    }

    /// The session that this browser had until now.
    private void endOwn(Visit visit) {
        visit.caller()
                .map(Caller::via)
                .filter(Credential.Session.class::isInstance)
                .map(Credential.Session.class::cast)
                .ifPresent(session -> sessions.end(session.handle()));
    }

    /// For this browser alone, whatever others of the account show. It changes nothing else, so a link does.
    private static Response changeView(Visit visit) {
        visit.switchTo(View.of(visit.request().parameter("view")).orElseThrow(Refusal::missing));
        return visit.redirect(visit.ownPath(visit.request().query("to")));
    }
}
