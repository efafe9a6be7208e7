package lectern.web.page;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.web.Browser;
import lectern.web.Site;

import static org.assertj.core.api.Assertions.assertThat;

/// What keeps pages of others from acting for somebody who is signed in here.
class ProofTest {
    private static final String CHANGE = "/app/account/preferences";

    private static Site site;
    private static Site known; // whose address the operator told

    @BeforeAll
    static void start() {
        site = Site.start().with("ana").with("ben");
        known = Site.start(Map.of("public-url", "https://sync.example.org/books", "trusted-proxies", "127.0.0.1"))
                .with("ana");
    }

    @AfterAll
    static void stop() {
        site.close();
        known.close();
    }

    @Test
    void aFormWithTheTokenOfItsPageIsTaken() {
        var browser = shown(site.signedIn("ana"));

        assertThat(browser.post(CHANGE, "language", "en").status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"language=en", "language=en&token=", "language=en&token=0123456789abcdef"})
    void aFormWithoutItIsNot(String body) {
        var browser = shown(site.signedIn("ana"));
        var reply = browser.postAsIs(CHANGE, body);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("That form was not taken");
    }

    @Test
    void theTokenOfSomebodyElseIsWorthNothing() {
        var ben = shown(site.signedIn("ben"));
        var ana = shown(site.signedIn("ana"));

        assertThat(ana.postAsIs(CHANGE, "language=en&token=" + ben.token()).status())
                .isEqualTo(403);
    }

    @Test
    void nobodyIsSignedInOrOutByAFormOfOthers() {
        var stranger = site.browser();
        assertThat(stranger.postAsIs("/app/sign-in", "name=ana&password=correct+horse")
                        .status())
                .isEqualTo(403);
        assertThat(shown(site.signedIn("ana")).postAsIs("/app/sign-out", "").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aBrowserThatSaysItComesFromElsewhereIsBelieved(String where) {
        var browser = shown(site.signedIn("ana")).with("Sec-Fetch-Site", where);

        assertThat(browser.post(CHANGE, "language", "en").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sync.example.org, 303",
        "https://evil.example, 403",
        "https://sync.example.org.evil.example, 403",
        "http://sync.example.org, 403",
        "null, 403"
    })
    void theOriginMustBeTheAddressThatTheOperatorTold(String origin, int status) {
        var browser = shown(known.signedIn("ana")).with("Origin", origin);

        assertThat(browser.post(CHANGE, "language", "en").status()).isEqualTo(status);
    }

    @Test
    void theOriginMayBeTheNameThatWasAskedInTheHousehold() {
        var browser = shown(known.signedIn("ana")).with("Origin", "http://127.0.0.1:" + known.port());

        assertThat(browser.post(CHANGE, "language", "en").status()).isEqualTo(303);
    }

    @Test
    void aProxyMayChangeTheNameWhenTheOperatorToldNone() {
        var browser = shown(site.signedIn("ana")).with("Origin", "https://any.example");

        assertThat(browser.post(CHANGE, "language", "en").status()).isEqualTo(303);
    }

    @Test
    void noPageMayBeFramedOrTakeAnythingOfOthers() {
        for (var path : new String[] {"/", "/app/account", "/app/nothing"}) {
            var page = site.browser().get(path);
            assertThat(page.header("X-Frame-Options")).hasValue("DENY");
            assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(page.header("Cache-Control")).hasValue("no-store");
            assertThat(page.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(page.header("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .startsWith("default-src 'none'")
                            .contains("frame-ancestors 'none'")
                            .doesNotContain("unsafe")
                            .doesNotContain("http"));
            assertThat(page.body())
                    .doesNotContain(" style=")
                    .doesNotContain("<style")
                    .doesNotContain(" onclick")
                    .doesNotContain("http:")
                    .doesNotContain("https:");
        }
    }

    @Test
    void overPlainHttpTheCookieIsKeptFromScriptsAndOtherSites() {
        var browser = site.browser();
        browser.get("/app/sign-in");
        var reply = browser.post("/app/sign-in", "name", "ana", "password", Site.PASSWORD);

        assertThat(reply.headers("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("lectern-session=")
                        .contains("; Path=/; HttpOnly; SameSite=Lax")
                        .doesNotContain("Secure"));
    }

    @Test
    void overHttpsItHasAnotherNameThatABrowserTakesOverHttpsOnly() {
        var browser = known.browser().with("X-Forwarded-Proto", "https").with("X-Forwarded-For", "192.0.2.7");
        browser.get("/app/sign-in");
        var reply = browser.post("/app/sign-in", "name", "ana", "password", Site.PASSWORD);

        assertThat(reply.headers("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Secure-lectern-session=")
                        .contains("; Path=/books/; HttpOnly; SameSite=Lax; Secure"));
        assertThat(browser.get("/books/app/account").status()).isEqualTo(200);
    }

    @Test
    void belowASubPathEveryLinkHasIt() {
        var browser = known.browser();
        var page = browser.get("/books/app/sign-in");

        assertThat(page.body())
                .contains("action=\"/books/app/sign-in\"")
                .doesNotContainPattern("(href|src|action)=\"/(?!books/)");
        assertThat(browser.get("/books/app/account").header("Location"))
                .hasValue("/books/app/sign-in?to=%2Fapp%2Faccount");
    }

    private static Browser shown(Browser browser) {
        assertThat(browser.get("/app/account").status()).isEqualTo(200);
        return browser;
    }
}
