package lectern.web.admin;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import lectern.account.Role;
import lectern.json.Json;
import lectern.web.Script;
import lectern.web.Site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AdminPagesTest {
    private static final List<String> PAGES = List.of("/app/admin", "/app/admin/activity", "/app/admin/settings");
    private static final List<String> ENDPOINTS =
            List.of("/api/v1/admin/doctor", "/api/v1/admin/activity", "/api/v1/admin/settings");

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(Map.of("metrics.token", "a secret of thirty characters!!"))
                .with("ana", Role.ADMIN)
                .with("ben");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void othersSeeNothingOfThem() {
        var ben = site.signedIn("ben");
        assertThat(ben.get("/app/account").body()).doesNotContain("/app/admin");
        for (var page : PAGES) {
            assertThat(ben.get(page).status()).as(page).isEqualTo(404);
            assertThat(site.browser().get(page).status()).as(page).isEqualTo(303);
        }
        var script = Script.signedIn(site, "ben");
        for (var endpoint : ENDPOINTS) {
            assertThat(script.ask("GET", endpoint, "").status()).as(endpoint).isEqualTo(403);
        }
    }

    @Test
    void anAdminSeesHowTheServerIs() {
        var page = site.signedIn("ana").get("/app/admin").body();
        assertThat(page)
                .contains(
                        "All settings are understood.",
                        "It belongs to this database.",
                        "2, and each can use its doors.")
                .contains("Lectern (not packaged)");

        var answer = Script.signedIn(site, "ana").ask("GET", "/api/v1/admin/doctor", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Json.parse(answer.body().getBytes(UTF_8)).get("findings").valueStream())
                .anySatisfy(finding -> {
                    assertThat(finding.get("area").asString()).isEqualTo("database");
                    assertThat(finding.get("weight").asString()).isEqualTo("fine");
                });
    }

    @Test
    void anAdminSeesHowItWasSetUpButNoSecret() {
        var page = site.signedIn("ana").get("/app/admin/settings").body();
        assertThat(page).contains("metrics.token", "LECTERN_METRICS_TOKEN", "nobody chose it");
        var answer = Script.signedIn(site, "ana")
                .ask("GET", "/api/v1/admin/settings", "")
                .body();
        assertThat(answer).contains("\"key\":\"metrics.token\"");
        assertThat(page + answer).doesNotContain("a secret of thirty");
    }

    @Test
    void anAdminSeesWhatHappenedAndNarrowsItDown() {
        var stranger = site.browser();
        stranger.get("/app/sign-in");
        assertThat(stranger.post("/app/sign-in", "name", "ben", "password", "<b>wrong</b>")
                        .status())
                .isEqualTo(422);
        var ana = site.signedIn("ana");

        await().untilAsserted(() -> assertThat( // it is written in batches
                        ana.get("/app/admin/activity?name=ben&outcome=refused").body())
                .contains("wrong password or key", "<option value=\"refused\" selected>", "value=\"ben\"")
                .doesNotContain("<b>wrong"));
        assertThat(ana.get("/app/admin/activity?door=anki").body()).contains("Nothing happened that is like this.");
        assertThat(ana.get("/app/admin/activity?name=nobody").body()).contains("Nothing happened that is like this.");

        var answer = Script.signedIn(site, "ana").ask("GET", "/api/v1/admin/activity?name=ben&outcome=refused", "");
        var event = Json.parse(answer.body().getBytes(UTF_8)).get("events").get(0);
        assertThat(event.get("name").asString()).isEqualTo("ben");
        assertThat(event.get("door").asString()).isEqualTo("web");
    }
}
