package lectern.web.own;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lectern.account.Account;
import lectern.account.preference.Language;
import lectern.account.preference.View;
import lectern.web.page.PageForm;
import lectern.web.page.Visit;

/// Everything about one's own account that fits on a page.
record AccountPage(Account account, PageForm preferences, Map<String, String> languages, Map<String, String> views) {

    static AccountPage of(Visit visit, Account account, PageForm preferences) {
        var languages = new LinkedHashMap<String, String>();
        languages.put("", visit.say("account.language.browser"));
        Arrays.stream(Language.values()).forEach(language -> languages.put(language.text(), language.ownName()));
        var views = new LinkedHashMap<String, String>();
        views.put("", visit.say("account.view.device"));
        views.put(View.FULL.text(), visit.say("account.view.full"));
        views.put(View.PLAIN.text(), visit.say("account.view.plain"));
        return new AccountPage(account, preferences, languages, views);
    }

    /// Of places that people live in, for a list to choose from.
    List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone ->
                        zone.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*"))
                .sorted()
                .toList();
    }
}
