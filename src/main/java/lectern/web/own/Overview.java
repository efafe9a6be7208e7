package lectern.web.own;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import lectern.account.Caller;
import lectern.account.Credential;
import lectern.account.DeviceKey;
import lectern.account.DeviceKeys;
import lectern.account.Handle;
import lectern.account.Scope;
import lectern.account.Session;
import lectern.account.Sessions;
import lectern.account.preference.Language;
import lectern.account.preference.PreferenceStore;
import lectern.account.preference.View;
import lectern.http.Response;
import lectern.web.page.PageForm;
import lectern.web.page.Visit;

/// Puts the account page together, for everything that leads there and back.
final class Overview {
    private final DeviceKeys keys;
    private final Sessions sessions;
    private final PreferenceStore preferences;
    private final OwnCard card;

    Overview(DeviceKeys keys, Sessions sessions, PreferenceStore preferences, OwnCard card) {
        this.keys = keys;
        this.sessions = sessions;
        this.preferences = preferences;
        this.card = card;
    }

    Response show(Visit visit, Caller caller) {
        return show(visit, caller, 200, PageForm.blank());
    }

    /// For a form in which something is wrong.
    Response again(Visit visit, Caller caller, int status) {
        return show(visit, caller, status, visit.form());
    }

    private Response show(Visit visit, Caller caller, int status, PageForm form) {
        var account = caller.account();
        var chosen = OwnPreferences.of(preferences.find(account.id()));
        form.with("language", chosen.language()).with("zone", chosen.zone()).with("view", chosen.view());
        var page = new AccountPage(
                account,
                form,
                languages(visit),
                views(visit),
                scopes(visit),
                keys.list(account.id()).stream().map(key -> key(visit, key)).toList(),
                sessions.list(account.id()).stream()
                        .map(session -> entered(visit, caller, session))
                        .toList(),
                card.isShown(account) ? Optional.of(card.path(account)) : Optional.empty());
        return visit.show(status, JteAccountPageGenerated::render, page);
    }

    private static Map<String, String> languages(Visit visit) {
        var languages = new LinkedHashMap<String, String>();
        languages.put("", visit.say("account.language.browser"));
        Arrays.stream(Language.values()).forEach(language -> languages.put(language.text(), language.ownName()));
        return languages;
    }

    private static Map<String, String> views(Visit visit) {
        var views = new LinkedHashMap<String, String>();
        views.put("", visit.say("account.view.device"));
        views.put(View.FULL.text(), visit.say("account.view.full"));
        views.put(View.PLAIN.text(), visit.say("account.view.plain"));
        return views;
    }

    private static Map<String, String> scopes(Visit visit) {
        var scopes = new LinkedHashMap<String, String>();
        Stream.of(new Scope.Reading(), new Scope.Anki(), new Scope.Store(List.of()))
                .forEach(scope -> scopes.put(scope.text(), visit.say("scope." + scope.text())));
        return scopes;
    }

    private static AccountPage.Key key(Visit visit, DeviceKey key) {
        return new AccountPage.Key(
                key.handle().value(), key.label(), named(visit, key.scope()), key.createdAt(), key.lastUsed());
    }

    static String named(Visit visit, Scope scope) {
        return switch (scope) {
            case Scope.Store(var prefixes) when !prefixes.isEmpty() -> scope.text();
            case Scope.Everything(), Scope.Reading(), Scope.Anki(), Scope.Dav(), Scope.Store _ ->
                visit.say("scope." + scope.text());
        };
    }

    private static AccountPage.Entered entered(Visit visit, Caller caller, Session session) {
        return new AccountPage.Entered(
                session.handle().value(),
                session.label().isEmpty() ? Agent.inWords(visit, session.client()) : session.label(),
                visit.say("door." + session.kind().door().text()),
                session.createdAt(),
                session.lastUsed(),
                session.handle().equals(own(caller)));
    }

    private static Handle own(Caller caller) {
        return switch (caller.via()) {
            case Credential.Session session -> session.handle();
            case Credential.AccountPassword _, Credential.DeviceKey _ ->
                throw new IllegalStateException("a page is always looked at with a session");
        };
    }
}
