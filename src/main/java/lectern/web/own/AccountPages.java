package lectern.web.own;

import java.util.List;
import java.util.Optional;

import lectern.account.Accounts;
import lectern.account.Caller;
import lectern.account.DeviceKey;
import lectern.account.DeviceKeys;
import lectern.account.Door;
import lectern.account.Handle;
import lectern.account.OwnAccount;
import lectern.account.OwnAccount.Result;
import lectern.account.Presented;
import lectern.account.Sessions;
import lectern.account.SignIn;
import lectern.account.SignInResult.Busy;
import lectern.account.SignInResult.Limited;
import lectern.account.SignInResult.Refused;
import lectern.account.SignInResult.SignedIn;
import lectern.account.preference.PreferenceStore;
import lectern.http.Response;
import lectern.web.page.Confirmation;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.QrCode;
import lectern.web.page.Refusal;
import lectern.web.page.Section;
import lectern.web.page.Visit;

/// One's own account, on one page, and what is done from there.
public final class AccountPages {
    private static final String HERE = "/app/account";

    private final Accounts accounts;
    private final OwnAccount ownAccount;
    private final SignIn signIn;
    private final DeviceKeys keys;
    private final Sessions sessions;
    private final PreferenceStore preferences;
    private final OwnCard card;
    private final Overview overview;

    /// @param cards whether the operator wishes public cards of accounts that did not choose
    public AccountPages(
            Accounts accounts,
            OwnAccount ownAccount,
            SignIn signIn,
            DeviceKeys keys,
            Sessions sessions,
            PreferenceStore preferences,
            lectern.kosync.book.PreferenceStore reading,
            boolean cards) {
        this.accounts = accounts;
        this.ownAccount = ownAccount;
        this.signIn = signIn;
        this.keys = keys;
        this.sessions = sessions;
        this.preferences = preferences;
        this.card = new OwnCard(reading, cards);
        this.overview = new Overview(keys, sessions, preferences, card);
    }

    public void routes(Pages to) {
        to.get(HERE, overview::show);
        to.post("/app/account/preferences", "change the preferences of the pages", this::changePreferences);
        to.post("/app/account/password", "change the password", this::changePassword);
        to.post("/app/account/keys", "make a device key", this::makeKey);
        to.get("/app/account/keys/{handle}/end", this::askToEndKey);
        to.post("/app/account/keys/{handle}/end", "end a device key", this::endKey);
        to.post("/app/account/keys-only", "choose whether devices need a key", this::changeKeysOnly);
        to.post("/app/account/sessions/{handle}/end", "end a session", this::endSession);
        to.get("/app/account/sessions/end", AccountPages::askToEndSessions);
        to.post("/app/account/sessions/end", "end all sessions", this::endSessions);
        to.post("/app/account/card", "choose whether the public card is shown", this::changeCard);
        to.get("/app/account/delete", (visit, caller) -> askToDelete(visit, caller, 200, PageForm.blank()));
        to.post("/app/account/delete", "delete the account", this::delete);
    }

    private Response changePreferences(Visit visit, Caller caller) {
        var form = visit.form();
        var wanted = new OwnPreferences(form.text("language"), form.text("zone").strip(), form.text("view"));
        if (!wanted.knowsLanguage()) {
            form.wrong("language", visit.say("account.language.unknown"));
        }
        if (!wanted.knowsZone()) {
            form.wrong("zone", visit.say("account.zone.unknown"));
        }
        if (!wanted.knowsView()) {
            form.wrong("view", visit.say("account.view.unknown"));
        }
        if (!form.isRight()) {
            return overview.again(visit, caller, 422);
        }
        preferences.save(caller.account(), wanted.preferences());
        return visit.redirect(HERE, "done.preferences");
    }

    private Response changePassword(Visit visit, Caller caller) {
        var form = visit.form();
        if (!form.text("wanted").equals(form.text("again"))) {
            form.wrong("again", visit.say("newcomer.again.other"));
            return overview.again(visit, caller, 422);
        }
        var result = ownAccount.changePassword(
                caller, Optional.of(form.text("current")), form.text("wanted"), visit.visitor());
        return switch (result) {
            case Result.Done() -> visit.redirect(HERE, "done.password");
            case Result.NotHere() -> throw Refusal.forbidden();
            case Result.WrongPassword() -> {
                form.wrong("current", visit.say("account.password.wrong"));
                yield overview.again(visit, caller, 422);
            }
            case Result.BadPassword(var reason) -> {
                form.wrong("wanted", visit.translated(reason));
                yield overview.again(visit, caller, 422);
            }
            case Result.Limited(var wait) -> {
                form.wrong("current", visit.say("sign-in.limited", visit.words().patience(wait)));
                yield overview.again(visit, caller, 429);
            }
            case Result.Busy _ -> {
                form.wrong("current", visit.say("sign-in.busy"));
                yield overview.again(visit, caller, 503);
            }
        };
    }

    /// The key is in the answer and nowhere else, so this is a form that leads to no other page.
    private Response makeKey(Visit visit, Caller caller) {
        var form = visit.form();
        var wanted = NewKey.of(form.text("label"), form.text("scope"));
        wanted.problem().ifPresent(field -> form.wrong(field, visit.say("keys." + field + ".wrong")));
        if (!form.isRight()) {
            return overview.again(visit, caller, 422);
        }
        var made = keys.add(caller.account(), wanted.label(), wanted.scope().orElseThrow());
        return visit.show(
                JteKeyPageGenerated::render,
                new KeyPage(
                        caller.account().name().value(),
                        wanted.label(),
                        made.key(),
                        Overview.named(visit, made.deviceKey().scope()),
                        QrCode.of(made.key())));
    }

    private DeviceKey key(Visit visit, Caller caller) {
        var handle = visit.request().parameter("handle");
        return keys.list(caller.account().id()).stream()
                .filter(key -> key.handle().value().equals(handle))
                .findFirst()
                .orElseThrow(Refusal::missing);
    }

    private Response askToEndKey(Visit visit, Caller caller) {
        var key = key(visit, caller);
        return visit.show(
                Confirmation.TEMPLATE,
                new Confirmation(
                        Section.ACCOUNT,
                        visit.say("keys.end.title", key.label()),
                        List.of(visit.say("keys.end.lost"), visit.say("keys.end.kept")),
                        HERE + "/keys/" + key.handle() + "/end",
                        visit.say("keys.end"),
                        HERE));
    }

    private Response endKey(Visit visit, Caller caller) {
        if (!keys.revoke(caller.account().id(), key(visit, caller).handle())) {
            throw Refusal.missing();
        }
        return visit.redirect(HERE, "done.key-ended");
    }

    private Response changeKeysOnly(Visit visit, Caller caller) {
        accounts.changeKeysOnly(caller.account(), visit.form().text("keys-only").equals("on"));
        return visit.redirect(HERE, "done.keys-only");
    }

    private Response endSession(Visit visit, Caller caller) {
        var handle = visit.request().parameter("handle");
        var known = sessions.list(caller.account().id()).stream()
                .anyMatch(session -> session.handle().value().equals(handle));
        if (!known || !sessions.end(caller.account().id(), new Handle(handle))) {
            throw Refusal.missing();
        }
        return visit.redirect(HERE, "done.session-ended");
    }

    private static Response askToEndSessions(Visit visit, Caller caller) {
        return visit.show(
                Confirmation.TEMPLATE,
                new Confirmation(
                        Section.ACCOUNT,
                        visit.say("sessions.end-all.title"),
                        List.of(visit.say("sessions.end-all.lost"), visit.say("sessions.end-all.kept")),
                        HERE + "/sessions/end",
                        visit.say("sessions.end-all"),
                        HERE));
    }

    private Response endSessions(Visit visit, Caller caller) {
        sessions.endAll(caller.account().id());
        visit.leave();
        return visit.redirect("/app/sign-in", "done.sessions-ended");
    }

    private Response changeCard(Visit visit, Caller caller) {
        card.show(caller.account(), visit.form().text("card").equals("on"));
        return visit.redirect(HERE, "done.card");
    }

    private static Response askToDelete(Visit visit, Caller caller, int status, PageForm form) {
        return visit.show(
                status,
                Confirmation.TEMPLATE,
                new Confirmation(
                        Section.ACCOUNT,
                        visit.say("delete.title", caller.account().name()),
                        List.of(
                                visit.say("delete.reading"),
                                visit.say("delete.anki"),
                                visit.say("delete.stores"),
                                visit.say("delete.name")),
                        HERE + "/delete",
                        visit.say("delete.button"),
                        HERE,
                        true,
                        form));
    }

    /// A browser that was left open must not be enough.
    private Response delete(Visit visit, Caller caller) {
        var form = visit.form();
        var proof = new Presented.ClearPassword(caller.account().name().value(), form.text("password"));
        return switch (signIn.signInAnew(proof, Door.WEB, visit.visitor())) {
            case SignedIn(var again) -> deleted(visit, again);
            case Refused _ ->
                askToDelete(visit, caller, 422, form.wrong("password", visit.say("account.password.wrong")));
            case Limited(var wait) ->
                askToDelete(
                        visit,
                        caller,
                        429,
                        form.wrong(
                                "all",
                                visit.say("sign-in.limited", visit.words().patience(wait))));
            case Busy _ -> askToDelete(visit, caller, 503, form.wrong("all", visit.say("sign-in.busy")));
        };
    }

    private Response deleted(Visit visit, Caller again) {
        return switch (ownAccount.delete(again, Door.WEB)) {
            case Result.Done() -> {
                visit.leave();
                yield visit.redirect("/app/sign-in", "done.account-deleted");
            }
            case Result.NotHere(), Result.WrongPassword(), Result.BadPassword _, Result.Limited _, Result.Busy _ ->
                throw Refusal.forbidden();
        };
    }
}
