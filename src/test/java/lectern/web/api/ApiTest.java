package lectern.web.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.web.Script;
import lectern.web.Site;

import static org.assertj.core.api.Assertions.assertThat;

class ApiTest {
    private static final String PREFERENCES = "/api/v1/account/preferences";

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start().with("ana");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aCookieOpensNothing() {
        var cookie = site.signedIn("ana").cookie("lectern-session").orElseThrow();
        var reply = Script.of(site).with("Cookie", "lectern-session=" + cookie).ask("GET", PREFERENCES, "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isPresent();
        assertThat(reply.body()).startsWith("{\"code\":401,\"message\":\"Unauthorized\",\"detail\":\"");
    }

    @Test
    void aSessionOpensAllUntilItIsEnded() {
        var script = Script.signedIn(site, "ana");
        assertThat(script.ask("GET", PREFERENCES, "").status()).isEqualTo(200);
        assertThat(script.ask("DELETE", "/api/v1/session", "").status()).isEqualTo(204);
        assertThat(script.ask("GET", PREFERENCES, "").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "Basic nonsense", "Basic", "Digest x", "nonsense", ""})
    void whateverElseIsShownOpensNothing(String authorization) {
        var reply = Script.of(site).with("Authorization", authorization).ask("GET", PREFERENCES, "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).startsWith("{\"code\":401,");
    }

    @Test
    void thePasswordIsForTheSignInOnly() {
        var pair = Base64.getEncoder().encodeToString(("ana:" + Site.PASSWORD).getBytes(StandardCharsets.UTF_8));
        var reply = Script.of(site).with("Authorization", "Basic " + pair).ask("GET", PREFERENCES, "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).contains("not the password");
    }

    @Test
    void aWrongPasswordIsRefusedLikeAWrongName() {
        var known = Script.of(site).ask("POST", "/api/v1/session", "{\"name\":\"ana\",\"password\":\"wrong one\"}");
        var unknown = Script.of(site).ask("POST", "/api/v1/session", "{\"name\":\"eve\",\"password\":\"wrong one\"}");

        assertThat(known.status()).isEqualTo(401);
        assertThat(known.body()).isEqualTo(unknown.body()).contains("Wrong name or password.");
    }

    @Test
    void everyMistakeHasTheSameShape() {
        var script = Script.signedIn(site, "ana");

        assertThat(script.ask("GET", "/api/v1/nothing", "").body())
                .isEqualTo("{\"code\":404,\"message\":\"Not Found\",\"detail\":\"There is no such thing.\"}");
        assertThat(script.ask("POST", PREFERENCES, "{}").body())
                .startsWith("{\"code\":405,\"message\":\"Method Not Allowed\",\"detail\":");
        assertThat(script.ask("PUT", PREFERENCES, "[]").body())
                .isEqualTo("{\"code\":400,\"message\":\"Bad Request\",\"detail\":\"The body is not a JSON object.\"}");
        assertThat(script.ask("PUT", PREFERENCES, "{").body()).startsWith("{\"code\":400,");
        assertThat(script.ask("PUT", PREFERENCES, "{\"zone\":5}").body())
                .isEqualTo("{\"code\":422,\"message\":\"Unprocessable Content\",\"detail\":\"`zone` is a text.\","
                        + "\"fields\":{\"zone\":\"`zone` is a text.\"}}");
    }

    @Test
    void pagesOfOthersMayAskWithoutCredentialsOfTheBrowser() {
        var preflight = Script.of(site)
                .with("Origin", "https://app.example")
                .with("Access-Control-Request-Method", "PUT")
                .ask("OPTIONS", PREFERENCES, "");

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).contains("Authorization"));
    }
}
