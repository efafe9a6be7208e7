package lectern.web.door;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import lectern.web.Script;
import lectern.web.Site;

import static org.assertj.core.api.Assertions.assertThat;

class LostPasswordPagesTest {
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
    void askingSaysTheSameForEveryName() {
        var browser = site.browser();
        browser.get("/app/forgotten");
        var known = browser.post("/app/forgotten", "name", "ana");
        var unknown = browser.post("/app/forgotten", "name", "nobody");

        assertThat(known.status()).isEqualTo(200);
        assertThat(known.body()).contains("finds your wish").isEqualTo(unknown.body());
    }

    @Test
    void aLinkOfTheOperatorSetsANewPasswordOnceAndEndsEverythingElse() {
        var before = site.signedIn("ben");
        var path = "/app/reset/" + token("ben");
        var browser = site.browser();
        assertThat(browser.get(path).body()).contains("Set a new password");
        assertThat(browser.post(path, "password", "new", "again", "new").body())
                .contains("id=\"password-problem\">A password has at least 8 characters.");
        assertThat(browser.post(path, "password", "a new horse", "again", "another")
                        .body())
                .contains("id=\"again-problem\"");

        assertThat(browser.postAndFollow(path, "password", "a new horse", "again", "a new horse")
                        .body())
                .contains("Your new password is set.");
        assertThat(before.get("/app/account").status()).isEqualTo(303);
        assertThat(browser.get(path).status()).isEqualTo(404);
        assertThat(browser.get(path).body()).contains("The link is used up");
        browser.get("/app/sign-in");
        assertThat(browser.post("/app/sign-in", "name", "ben", "password", "a new horse")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void aScriptDoesTheSame() {
        var script = Script.of(site);
        assertThat(script.ask("POST", "/api/v1/password-reset", "{\"name\":\"cy\"}")
                        .status())
                .isEqualTo(204);
        assertThat(script.ask("PUT", "/api/v1/password-reset", "{\"token\":\"sr1_x\",\"password\":\"a new horse\"}")
                        .status())
                .isEqualTo(403);
        var body = "{\"token\":\"%s\",\"password\":\"%s\"}";
        var token = token("cy");
        assertThat(script.ask("PUT", "/api/v1/password-reset", body.formatted(token, "short"))
                        .body())
                .contains("\"fields\":{\"password\":\"A password has at least 8 characters.\"}");
        assertThat(script.ask("PUT", "/api/v1/password-reset", body.formatted(token, "a new horse"))
                        .status())
                .isEqualTo(204);
        assertThat(script.ask("PUT", "/api/v1/password-reset", body.formatted(token, "a third horse"))
                        .status())
                .isEqualTo(403);
    }

    private static String token(String name) {
        return site.ask(stores -> stores.resets()
                .issueByHand(site.account(name).id(), Duration.ofHours(1))
                .token());
    }
}
