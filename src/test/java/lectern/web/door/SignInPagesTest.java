package lectern.web.door;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.web.Site;

import static org.assertj.core.api.Assertions.assertThat;

class SignInPagesTest {
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
    void theRightPasswordOpensTheAccount() {
        var page = site.signedIn("ana").get("/app/account");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<h1>ana</h1>");
    }

    @Test
    void aWrongPasswordLeavesTheNameInItsFieldAndSaysTheSameAsAWrongName() {
        var browser = site.browser();
        browser.get("/app/sign-in");
        var known = browser.post("/app/sign-in", "name", "ana", "password", "wrong one");
        var unknown = browser.post("/app/sign-in", "name", "nobody", "password", "wrong one");

        assertThat(known.status()).isEqualTo(422).isEqualTo(unknown.status());
        assertThat(known.body())
                .contains("value=\"ana\"")
                .contains("do not belong together")
                .doesNotContain("wrong one")
                .isEqualTo(unknown.body().replace("nobody", "ana"));
    }

    @Test
    void whoFollowsALinkSignsInAndArrives() {
        var browser = site.browser();
        var asked = browser.get("/app/account");
        assertThat(asked.status()).isEqualTo(303);
        assertThat(asked.header("Location")).hasValue("/app/sign-in?to=%2Fapp%2Faccount");

        var page = browser.get(asked.header("Location").orElseThrow());
        assertThat(page.body()).contains("name=\"to\" value=\"/app/account\"");
        assertThat(browser.post("/app/sign-in", "name", "ANA", "password", Site.PASSWORD, "to", "/app/account")
                        .header("Location"))
                .hasValue("/app/account");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "/app/\\..//evil.example",
                "javascript:alert(1)",
                "/app@evil.example",
                "/apples",
                "/app/x\r\nSet-Cookie: a=b",
                ""
            })
    void nobodyIsSentElsewhereAfterwards(String to) {
        var browser = site.browser();
        browser.get("/app/sign-in");

        assertThat(browser.post("/app/sign-in", "name", "ana", "password", Site.PASSWORD, "to", to)
                        .header("Location"))
                .hasValue("/app");
    }

    @Test
    void aSessionThatSomebodyElseKnowsIsNotTaken() {
        var browser = site.browser();
        browser.plant("lectern-session", "chosen-by-somebody-else");
        browser.get("/app/sign-in");
        browser.post("/app/sign-in", "name", "ana", "password", Site.PASSWORD);

        assertThat(browser.cookie("lectern-session"))
                .hasValueSatisfying(token -> assertThat(token).hasSize(43).isNotEqualTo("chosen-by-somebody-else"));
    }

    @Test
    void signingInAgainEndsTheSessionBefore() {
        var browser = site.signedIn("ana");
        var first = browser.cookie("lectern-session").orElseThrow();
        browser.get("/app/account");
        browser.post("/app/sign-in", "name", "ana", "password", Site.PASSWORD);

        var other = site.browser();
        other.plant("lectern-session", first);
        assertThat(other.get("/app/account").status()).isEqualTo(303);
        assertThat(browser.get("/app/account").status()).isEqualTo(200);
    }

    @Test
    void signingOutEndsTheSessionOnTheServerToo() {
        var browser = site.signedIn("ana");
        var token = browser.cookie("lectern-session").orElseThrow();
        browser.get("/app/account");
        var after = browser.postAndFollow("/app/sign-out");

        assertThat(after.body()).contains("You are signed out.");
        assertThat(browser.cookie("lectern-session")).isEmpty();
        browser.plant("lectern-session", token);
        assertThat(browser.get("/app/account").status()).isEqualTo(303);
    }

    @Test
    void theNameOfTheServerLeadsToTheSignInAndLaterInside() {
        assertThat(site.browser().get("/").body()).contains("action=\"/app/sign-in\"");
        assertThat(site.signedIn("ana").get("/").header("Location")).hasValue("/app");
    }

    @Test
    void aReaderGetsThePlainViewAndOthersFindALinkToIt() {
        var reader = site.browser().with("User-Agent", "Mozilla/5.0 (X11; U; Linux armv7l) Kobo Touch");
        assertThat(reader.get("/").body()).contains("plain.").doesNotContain("<script");

        var browser = site.browser().with("User-Agent", "Mozilla/5.0 Firefox/150.0");
        assertThat(browser.get("/app/sign-in").body())
                .contains("style.")
                .contains("/app/view/plain?to=%2Fapp%2Fsign-in");
        assertThat(browser.get("/app/view/plain?to=/app/sign-in").header("Location"))
                .hasValue("/app/sign-in");
        assertThat(browser.get("/app/sign-in").body()).contains("plain.").doesNotContain("<script");
        assertThat(browser.get("/app/view/plain?to=//evil.example").header("Location"))
                .hasValue("/app");
    }

    @Test
    void aMistypedAddressIsAPage() {
        var page = site.signedIn("ana").get("/app/nothing");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("<h1>Not found</h1>").contains("/app/sign-out");
    }

    @Test
    void aBrowserThatWishesGermanIsSpokenToInGerman() {
        var page = site.browser()
                .with("Accept-Language", "fr, de-AT;q=0.8, en;q=0.5")
                .get("/app/sign-in");

        assertThat(page.body()).contains("<html lang=\"de\">").contains("Passwort");
    }
}
