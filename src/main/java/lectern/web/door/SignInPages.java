package lectern.web.door;

import java.util.Optional;

import lectern.account.Account;
import lectern.account.Door;
import lectern.account.Presented;
import lectern.account.Registration;
import lectern.account.RegistrationMode;
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
    private final Entry entry;
    private final Registration registration;
    private final FirstStart first;

    public SignInPages(SignIn signIn, Sessions sessions, Registration registration, FirstStart first) {
        this.signIn = signIn;
        this.entry = new Entry(sessions);
        this.registration = registration;
        this.first = first;
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

    private Response form(Visit visit, Optional<String> to) {
        return visit.show(JteSignInPageGenerated::render, page(PageForm.blank(), visit.ownPath(to)));
    }

    private SignInPage page(PageForm form, String to) {
        return new SignInPage(form, to, first.isOpen(), registration.mode() == RegistrationMode.OPEN);
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

    private Response again(Visit visit, int status, String problem) {
        var form = visit.form().wrong("all", problem);
        return visit.show(status, JteSignInPageGenerated::render, page(form, form.text("to")));
    }

    private Response entered(Visit visit, Account account) {
        entry.open(visit, account);
        return visit.redirect(visit.ownPath(Optional.of(visit.form().text("to"))));
    }

    private Response leave(Visit visit) {
        entry.leave(visit);
        visit.leave();
        return visit.redirect("/app/sign-in", "done.signed-out");
    }

    /// For this browser alone, whatever others of the account show. It changes nothing else, so a link does.
    private static Response changeView(Visit visit) {
        visit.switchTo(View.of(visit.request().parameter("view")).orElseThrow(Refusal::missing));
        return visit.redirect(visit.ownPath(visit.request().query("to")));
    }
}
