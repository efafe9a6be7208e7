package lectern.web.admin;

import lectern.account.Accounts;
import lectern.account.ActivityLog;
import lectern.account.Caller;
import lectern.http.Response;
import lectern.web.page.PageForm;
import lectern.web.page.Pages;
import lectern.web.page.Visit;

/// How the server is, what happens on it, and how it was set up.
public final class AdminPages {
    private final ServerView server;
    private final Accounts accounts;
    private final ActivityLog log;

    public AdminPages(ServerView server, Accounts accounts, ActivityLog log) {
        this.server = server;
        this.accounts = accounts;
        this.log = log;
    }

    public void routes(Pages to) {
        to.adminGet("/app/admin", this::doctor);
        to.adminGet("/app/admin/activity", this::activity);
        to.adminGet("/app/admin/settings", this::settings);
    }

    private Response doctor(Visit visit, Caller caller) {
        return visit.show(
                JteDoctorPageGenerated::render,
                DoctorPage.of(server.version(), server.findings().get()));
    }

    private Response activity(Visit visit, Caller caller) {
        var query = ActivityQuery.of(visit.request());
        var entries = query.entries(accounts, log);
        var shown = entries.subList(0, Math.min(entries.size(), ActivityQuery.PAGE));
        var names = ActivityQuery.names(accounts, shown);
        var lines = shown.stream()
                .map(entry -> new ActivityPage.Line(
                        entry.event().account().map(names::get).orElse(""), entry))
                .toList();
        var filter = PageForm.blank()
                .with("name", query.name())
                .with("door", query.door().map(door -> door.text()).orElse(""))
                .with("outcome", query.outcome().map(ActivityQuery::word).orElse(""));
        return visit.show(
                JteActivityPageGenerated::render, ActivityPage.of(visit, filter, lines, entries.size() > shown.size()));
    }

    private Response settings(Visit visit, Caller caller) {
        return visit.show(JteSettingsPageGenerated::render, SettingsPage.of(server));
    }
}
