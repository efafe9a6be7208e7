package lectern.web.own;

import java.util.TreeMap;

import lectern.account.Caller;
import lectern.account.Door;
import lectern.account.preference.PreferenceStore;
import lectern.http.Response;
import lectern.json.Json;
import lectern.web.api.Api;
import lectern.web.api.ApiRefusal;
import lectern.web.api.ApiVisit;

/// What somebody wishes for their pages, for scripts.
public final class PreferenceApi {
    private final PreferenceStore preferences;

    public PreferenceApi(PreferenceStore preferences) {
        this.preferences = preferences;
    }

    public void routes(Api to) {
        to.get(Door.WEB, "/api/v1/account/preferences", this::show);
        to.put(Door.WEB, "/api/v1/account/preferences", "change the preferences of the pages", this::change);
    }

    private Response show(ApiVisit visit, Caller caller) {
        return answer(OwnPreferences.of(preferences.find(caller.account().id())));
    }

    private Response change(ApiVisit visit, Caller caller) {
        var sent = visit.sent();
        var wanted = new OwnPreferences(
                sent.text("language").orElse(""),
                sent.text("zone").orElse(""),
                sent.text("view").orElse(""));
        var wrong = new TreeMap<String, String>();
        if (!wanted.knowsLanguage()) {
            wrong.put("language", "No such language.");
        }
        if (!wanted.knowsZone()) {
            wrong.put("zone", "No such time zone; one is Europe/Berlin.");
        }
        if (!wanted.knowsView()) {
            wrong.put("view", "A view is full or plain.");
        }
        if (!wrong.isEmpty()) {
            throw ApiRefusal.invalid(wrong);
        }
        preferences.save(caller.account(), wanted.preferences());
        return answer(wanted);
    }

    private static Response answer(OwnPreferences preferences) {
        return Response.json(
                200,
                Json.object()
                        .put("language", preferences.language())
                        .put("zone", preferences.zone())
                        .put("view", preferences.view()));
    }
}
