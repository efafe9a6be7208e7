package lectern.web.admin;

import java.util.Locale;

import lectern.account.Accounts;
import lectern.account.ActivityLog;
import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.Role;
import lectern.http.Response;
import lectern.json.Json;
import lectern.web.api.Api;
import lectern.web.api.ApiRefusal;
import lectern.web.api.ApiVisit;

/// The same for scripts, with a session of an admin.
public final class AdminApi {
    private final ServerView server;
    private final Accounts accounts;
    private final ActivityLog log;

    public AdminApi(ServerView server, Accounts accounts, ActivityLog log) {
        this.server = server;
        this.accounts = accounts;
        this.log = log;
    }

    public void routes(Api to) {
        to.get(Door.WEB, "/api/v1/admin/doctor", adminsOnly(this::doctor));
        to.get(Door.WEB, "/api/v1/admin/activity", adminsOnly(this::activity));
        to.get(Door.WEB, "/api/v1/admin/settings", adminsOnly(this::settings));
    }

    private static Api.SignedInOnly adminsOnly(Api.SignedInOnly endpoint) {
        return (visit, caller) -> {
            if (caller.account().role() != Role.ADMIN) {
                throw ApiRefusal.forbidden("For admins only.");
            }
            return endpoint.answer(visit, caller);
        };
    }

    private Response doctor(ApiVisit visit, Caller caller) {
        var answer = Json.object().put("version", server.version());
        var findings = answer.putArray("findings");
        for (var finding : server.findings().get()) {
            findings.addObject()
                    .put("area", finding.area())
                    .put("weight", finding.weight().name().toLowerCase(Locale.ROOT))
                    .put("sentence", finding.sentence())
                    .put("remedy", finding.remedy().orElse(null));
        }
        return Response.json(200, answer);
    }

    private Response activity(ApiVisit visit, Caller caller) {
        var entries = ActivityQuery.of(visit.request()).entries(accounts, log);
        var names = ActivityQuery.names(accounts, entries);
        var answer = Json.object();
        var events = answer.putArray("events");
        for (var entry : entries.subList(0, Math.min(entries.size(), ActivityQuery.PAGE))) {
            var event = entry.event();
            events.addObject()
                    .put("at", entry.at().toEpochMilli())
                    .put("times", entry.times())
                    .put("name", event.account().map(names::get).orElse(null))
                    .put("door", event.door().text())
                    .put("what", event.what())
                    .put("outcome", ActivityQuery.word(event.outcome()))
                    .put("detail", event.detail())
                    .put("device", event.device())
                    .put("client", event.client());
        }
        return Response.json(200, answer.put("more", entries.size() > ActivityQuery.PAGE));
    }

    private Response settings(ApiVisit visit, Caller caller) {
        var answer = Json.object();
        var settings = answer.putArray("settings");
        for (var setting : server.settings()) {
            settings.addObject()
                    .put("key", setting.key())
                    .put("value", setting.value())
                    .put("origin", setting.origin())
                    .put("sentence", setting.sentence());
        }
        return Response.json(200, answer);
    }
}
