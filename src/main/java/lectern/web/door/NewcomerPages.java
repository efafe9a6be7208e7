package lectern.web.door;

import java.util.Optional;

import lectern.account.Caller;
import lectern.account.Invites;
import lectern.account.Presented;
import lectern.account.Registration;
import lectern.account.Registration.Result;
import lectern.account.RegistrationMode;
import lectern.account.Sessions;
import lectern.http.Response;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Refusal;
import lectern.web.page.Visit;

/// How somebody gets an account: by the one-time address of an empty server, by an invitation, or just so where the
/// operator lets everybody in. All of them end at the addresses that their devices want to know.
public final class NewcomerPages {
    private final FirstStart first;
    private final Registration registration;
    private final Invites invites;
    private final Entry entry;

    public NewcomerPages(FirstStart first, Registration registration, Invites invites, Sessions sessions) {
        this.first = first;
        this.registration = registration;
        this.invites = invites;
        this.entry = new Entry(sessions);
    }

    public void routes(Pages to) {
        to.openGet("/app/first/{token}", visit -> show(visit, first(visit)));
        to.openPost("/app/first/{token}", "make the first account", this::makeFirst);
        to.openGet("/app/invitation/{code}", visit -> show(visit, invited(visit)));
        to.openPost("/app/invitation/{code}", "register by invitation", this::join);
        to.openGet("/app/register", visit -> show(visit, open()));
        to.openPost("/app/register", "register", this::register);
        to.get("/app/first-steps", NewcomerPages::firstSteps);
    }

    private NewcomerPage first(Visit visit) {
        var token = visit.request().parameter("token");
        if (!first.knows(token)) {
            throw Refusal.usedUp();
        }
        return new NewcomerPage(PageForm.blank(), "first.title", "first.text", "/app/first/" + token);
    }

    private NewcomerPage invited(Visit visit) {
        var code = visit.request().parameter("code");
        if (registration.mode() == RegistrationMode.CLOSED || invites.find(code).isEmpty()) {
            throw Refusal.usedUp();
        }
        return new NewcomerPage(
                PageForm.blank(),
                "invitation.title",
                "invitation.text",
                "/app/invitation/" + visit.request().rawParameter("code"));
    }

    private NewcomerPage open() {
        if (registration.mode() != RegistrationMode.OPEN) {
            throw Refusal.missing();
        }
        return new NewcomerPage(PageForm.blank(), "register.title", "register.text", "/app/register");
    }

    private static Response show(Visit visit, NewcomerPage page) {
        return visit.show(JteNewcomerPageGenerated::render, page);
    }

    private Response makeFirst(Visit visit) {
        var page = first(visit);
        var form = visit.form();
        return repeated(visit, page)
                .orElseGet(() -> ended(
                        visit,
                        page,
                        first.make(visit.request().parameter("token"), form.text("name"), form.text("password"))
                                .orElseThrow(Refusal::usedUp)));
    }

    private Response join(Visit visit) {
        var page = invited(visit);
        return repeated(visit, page)
                .orElseGet(() -> ended(
                        visit,
                        page,
                        registration.register(
                                proof(visit), Optional.of(visit.request().parameter("code")), visit.visitor())));
    }

    private Response register(Visit visit) {
        var page = open();
        return repeated(visit, page)
                .orElseGet(() ->
                        ended(visit, page, registration.register(proof(visit), Optional.empty(), visit.visitor())));
    }

    private static Presented.ClearPassword proof(Visit visit) {
        return new Presented.ClearPassword(
                visit.form().text("name"), visit.form().text("password"));
    }

    /// Nobody sees what they type into these fields, so they type it twice.
    private static Optional<Response> repeated(Visit visit, NewcomerPage page) {
        var form = visit.form();
        return form.text("password").equals(form.text("again"))
                ? Optional.empty()
                : Optional.of(again(visit, page, 422, form.wrong("again", visit.say("newcomer.again.other"))));
    }

    private Response ended(Visit visit, NewcomerPage page, Result result) {
        var form = visit.form();
        return switch (result) {
            case Result.Registered(var account) -> {
                entry.open(visit, account);
                yield visit.redirect("/app/first-steps", "done.account-made");
            }
            case Result.NameTaken() -> again(visit, page, 422, form.wrong("name", visit.say("newcomer.name.taken")));
            case Result.BadName(var reason) -> again(visit, page, 422, form.wrong("name", visit.translated(reason)));
            case Result.BadPassword(var reason) ->
                again(visit, page, 422, form.wrong("password", visit.translated(reason)));
            case Result.Closed() -> throw Refusal.usedUp();
            case Result.Limited(var wait) ->
                again(
                        visit,
                        page,
                        429,
                        form.wrong(
                                "all",
                                visit.say("newcomer.limited", visit.words().patience(wait))));
            case Result.Busy _ -> again(visit, page, 503, form.wrong("all", visit.say("sign-in.busy")));
        };
    }

    private static Response again(Visit visit, NewcomerPage page, int status, PageForm form) {
        return visit.show(
                status,
                JteNewcomerPageGenerated::render,
                new NewcomerPage(form, page.titleKey(), page.textKey(), page.path()));
    }

    private static Response firstSteps(Visit visit, Caller caller) {
        return visit.show(
                JteFirstStepsPageGenerated::render,
                new FirstStepsPage(visit.address(), caller.account().name().value()));
    }
}
