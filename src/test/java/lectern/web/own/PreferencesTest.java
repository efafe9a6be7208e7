package lectern.web.own;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import lectern.web.Script;
import lectern.web.Site;

import static org.assertj.core.api.Assertions.assertThat;

class PreferencesTest {
    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start().with("ana").with("ben").with("cy");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void whatWasChosenHoldsForEveryPageAfterwards() {
        var browser = site.signedIn("ana");
        browser.get("/app/account");
        var page = browser.postAndFollow(
                "/app/account/preferences", "language", "de", "zone", "Europe/Berlin", "view", "plain");

        assertThat(page.body())
                .contains("<html lang=\"de\">")
                .contains("Deine Einstellungen sind gespeichert.")
                .contains("value=\"Europe/Berlin\"")
                .contains("plain.");
        assertThat(browser.get("/app/account").body()).doesNotContain("gespeichert");
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingIsSaved() {
        var browser = site.signedIn("ben");
        browser.get("/app/account");
        var page = browser.post("/app/account/preferences", "language", "de", "zone", "<b>Berlin</b>", "view", "plain");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body())
                .contains("value=\"&lt;b>Berlin&lt;/b>\"")
                .contains("id=\"zone-problem\"")
                .contains("<option value=\"de\" selected>");
        assertThat(browser.get("/app/account").body()).contains("<html lang=\"en\">");
    }

    @Test
    void aScriptReadsAndChangesTheSame() {
        var script = Script.signedIn(site, "cy");
        assertThat(script.ask("PUT", "/api/v1/account/preferences", "{\"zone\":\"Asia/Tokyo\"}")
                        .body())
                .isEqualTo("{\"language\":\"\",\"zone\":\"Asia/Tokyo\",\"view\":\"\"}");
        assertThat(script.ask("GET", "/api/v1/account/preferences", "").body())
                .isEqualTo("{\"language\":\"\",\"zone\":\"Asia/Tokyo\",\"view\":\"\"}");
        assertThat(site.signedIn("cy").get("/app/account").body()).contains("value=\"Asia/Tokyo\"");

        var wrong = script.ask("PUT", "/api/v1/account/preferences", "{\"language\":\"xx\",\"view\":\"round\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("\"fields\":{\"language\":\"No such language.\",\"view\":\"A view is full or plain.\"}");
    }
}
