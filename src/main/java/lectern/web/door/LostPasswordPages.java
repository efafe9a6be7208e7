package lectern.web.door;

import lectern.account.Account;
import lectern.account.Accounts;
import lectern.account.OwnAccount;
import lectern.account.OwnAccount.Result;
import lectern.http.Response;
import lectern.syncnode.reset.PasswordResets;
import lectern.syncnode.reset.ResetDesk;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// A forgotten password: ask, and set another one with the link that comes by mail or from the operator. Whether there
/// is an account of that name shows nowhere.
public final class LostPasswordPages {
    private final ResetDesk desk;
    private final LostPassword lost;

    public LostPasswordPages(ResetDesk desk, PasswordResets resets, Accounts accounts, OwnAccount ownAccount) {
        this.desk = desk;
        this.lost = new LostPassword(accounts, resets, ownAccount);
    }

    public void routes(Pages to) {
        to.openGet("/app/forgotten", visit -> show(visit, 200, PageForm.blank(), false));
        to.openPost("/app/forgotten", "ask for a new password", this::ask);
        to.openGet("/app/reset/{token}", this::form);
        to.openPost("/app/reset/{token}", "set a new password with a link", this::replace);
    }

    private Response show(Visit visit, int status, PageForm form, boolean asked) {
        return visit.show(status, JteForgottenPageGenerated::render, new ForgottenPage(form, asked, desk.mails()));
    }

    private Response ask(Visit visit) {
        var form = visit.form();
        var wait = desk.ask(form.text("name"), visit.visitor());
        if (wait.isPresent()) {
            var sentence = visit.say("forgotten.limited", visit.words().patience(wait.get()));
            return show(visit, 429, form.wrong("all", sentence), false);
        }
        return show(visit, 200, form, true);
    }

    private Account owner(Visit visit) {
        return lost.owner(visit.request().parameter("token")).orElseThrow(Refusal::usedUp);
    }

    private Response form(Visit visit) {
        owner(visit);
        return again(visit, 200, PageForm.blank());
    }

    private static Response again(Visit visit, int status, PageForm form) {
        return visit.show(
                status,
                JteResetPageGenerated::render,
                new ResetPage(form, visit.request().rawParameter("token")));
    }

    private Response replace(Visit visit) {
        var owner = owner(visit);
        visit.meant(owner.id());
        var form = visit.form();
        if (!form.text("password").equals(form.text("again"))) {
            return again(visit, 422, form.wrong("again", visit.say("newcomer.again.other")));
        }
        return switch (lost.replace(owner, form.text("password"))) {
            case Result.Done() -> {
                visit.leave();
                yield visit.redirect("/app/sign-in", "done.password-reset");
            }
            case Result.BadPassword(var reason) -> again(visit, 422, form.wrong("password", visit.translated(reason)));
            case Result.Busy _ -> again(visit, 503, form.wrong("all", visit.say("sign-in.busy")));
            case Result.NotHere(), Result.WrongPassword(), Result.Limited _ ->
                throw new IllegalStateException("a token is never refused like a password");
        };
    }
}
