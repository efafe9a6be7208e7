package lectern.web.own;

import lectern.account.Caller;
import lectern.account.preference.PreferenceStore;
import lectern.http.Response;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Visit;

/// What somebody wishes for their pages.
public final class PreferencePages {
    private final PreferenceStore preferences;

    public PreferencePages(PreferenceStore preferences) {
        this.preferences = preferences;
    }

    public void routes(Pages to) {
        to.get("/app/account", this::show);
        to.post("/app/account/preferences", "change the preferences of the pages", this::change);
    }

    private Response show(Visit visit, Caller caller) {
        var now = OwnPreferences.of(preferences.find(caller.account().id()));
        var form = PageForm.blank()
                .with("language", now.language())
                .with("zone", now.zone())
                .with("view", now.view());
        return visit.show(JteAccountPageGenerated::render, AccountPage.of(visit, caller.account(), form));
    }

    private Response change(Visit visit, Caller caller) {
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
            return visit.showAgain(JteAccountPageGenerated::render, AccountPage.of(visit, caller.account(), form));
        }
        preferences.save(caller.account(), wanted.preferences());
        return visit.redirect("/app/account", "done.preferences");
    }
}
