package lectern.web.door;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import lectern.account.Role;
import lectern.web.Script;
import lectern.web.Site;
import lectern.wire.Reply;

import static org.assertj.core.api.Assertions.assertThat;

class NewcomerPagesTest {
    private static final String[] ANA = {"name", "ana", "password", Site.PASSWORD, "again", Site.PASSWORD};

    @Test
    void theAddressOfAnEmptyServerMakesTheFirstAdminAndShowsHowToConnectADevice() {
        try (var site = Site.start()) {
            var path = site.server().firstStart().orElseThrow();
            var browser = site.browser();
            assertThat(browser.get("/").body()).contains("Nobody has an account here yet.");
            assertThat(browser.get(path).body()).contains("Welcome to Lectern");

            var page = browser.postAndFollow(path, ANA);
            assertThat(page.body())
                    .contains("Connect your first device")
                    .contains("http://127.0.0.1:" + site.port() + "/</span>"); // Anki wants the slash
            assertThat(site.account("ana").role()).isEqualTo(Role.ADMIN);

            assertThat(site.server().firstStart()).isEmpty();
            assertThat(site.browser().get(path).status()).isEqualTo(404);
            assertThat(browser.post(path, "name", "eve", "password", Site.PASSWORD, "again", Site.PASSWORD)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void nobodyGuessesThatAddressAndAnAccountFromElsewhereEndsIt() {
        try (var site = Site.start()) {
            var path = site.server().firstStart().orElseThrow();
            assertThat(path).matches("/app/first/[\\w-]{32}");
            assertThat(site.browser().get("/app/first/wrong").status()).isEqualTo(404);

            site.with("olga", Role.ADMIN);
            assertThat(site.browser().get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void whatIsWrongWithNameAndPasswordStandsBesideThem() {
        try (var site = Site.start(Map.of("registration", "open")).with("ben")) {
            var browser = site.browser();
            browser.get("/app/register");

            assertThat(shown(browser.post(
                            "/app/register", "name", "a:b", "password", "correct horse", "again", "correct horse")))
                    .contains("value=\"a:b\"")
                    .contains("id=\"name-problem\">A name has no colon, comma or slash.");
            assertThat(shown(browser.post(
                            "/app/register", "name", "BEN", "password", "correct horse", "again", "correct horse")))
                    .contains("id=\"name-problem\">Somebody else has this name.");
            assertThat(shown(browser.post("/app/register", "name", "ana", "password", "short", "again", "short")))
                    .contains("id=\"password-problem\">A password has at least 8 characters.")
                    .doesNotContain("value=\"short\"");
            assertThat(shown(browser.post(
                            "/app/register", "name", "ana", "password", "correct horse", "again", "other")))
                    .contains("id=\"again-problem\">This is not what stands above.");
            browser.with("Accept-Language", "de");
            assertThat(shown(browser.post("/app/register", "name", "ana", "password", "short", "again", "short")))
                    .contains("Ein Passwort hat mindestens 8 Zeichen.");
            assertThat(browser.postAndFollow("/app/register", ANA).status()).isEqualTo(200);
        }
    }

    @Test
    void anInvitationMakesOneAccountOfItsRole() {
        try (var site = Site.start(Map.of("registration", "invite")).with("olga", Role.ADMIN)) {
            var path = "/app/invitation/" + site.invitation(Role.ADMIN);
            var browser = site.browser();
            assertThat(browser.get("/app/register").status()).isEqualTo(404);
            assertThat(browser.get("/app/invitation/wrong").status()).isEqualTo(404);
            assertThat(browser.get(path).body()).contains("You are invited");

            assertThat(browser.postAndFollow(path, ANA).body()).contains("Connect your first device");
            assertThat(site.account("ana").role()).isEqualTo(Role.ADMIN);
            assertThat(site.browser().get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void whereRegistrationIsClosedNothingOfItIsThere() {
        try (var site = Site.start().with("olga", Role.ADMIN)) {
            assertThat(site.browser().get("/app/register").status()).isEqualTo(404);
            assertThat(site.browser()
                            .get("/app/invitation/" + site.invitation(Role.MEMBER))
                            .status())
                    .isEqualTo(404);
            assertThat(site.browser().get("/app/sign-in").body()).doesNotContain("/app/register");
        }
    }

    @Test
    void aScriptMakesTheSameAccounts() {
        try (var site = Site.start(Map.of("registration", "invite"))) {
            var token = site.server().firstStart().orElseThrow().replaceAll(".*/", "");
            var script = Script.of(site);
            assertThat(first(script, "wrong", "olga").status()).isEqualTo(403);
            assertThat(first(script, token, "o/ga").body())
                    .contains("\"fields\":{\"name\":\"A name has no colon, comma or slash.\"}");
            assertThat(first(script, token, "olga").status()).isEqualTo(201);
            assertThat(first(script, token, "eve").status()).isEqualTo(403);

            assertThat(register(script, "ana", Optional.empty()).status()).isEqualTo(403);
            assertThat(register(script, "olga", Optional.of(site.invitation(Role.MEMBER)))
                            .status())
                    .isEqualTo(422);
            assertThat(register(script, "ana", Optional.of(site.invitation(Role.MEMBER)))
                            .status())
                    .isEqualTo(201);
            assertThat(site.account("ana").role()).isEqualTo(Role.MEMBER);
        }
    }

    private static Reply first(Script script, String token, String name) {
        return script.ask(
                "POST",
                "/api/v1/first",
                "{\"token\":\"%s\",\"name\":\"%s\",\"password\":\"correct horse\"}".formatted(token, name));
    }

    private static Reply register(Script script, String name, Optional<String> invite) {
        var invitation = invite.map(code -> ",\"invite\":\"" + code + "\"").orElse("");
        return script.ask(
                "POST",
                "/api/v1/account",
                "{\"name\":\"%s\",\"password\":\"correct horse\"%s}".formatted(name, invitation));
    }

    private static String shown(Reply reply) {
        assertThat(reply.status()).isEqualTo(422);
        return reply.body();
    }
}
