package lectern.web.own;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import lectern.account.Scope;
import lectern.web.Browser;
import lectern.web.Script;
import lectern.web.Site;
import lectern.wire.Header;
import lectern.wire.Wire;

import static org.assertj.core.api.Assertions.assertThat;

class AccountPagesTest {
    private static final String HERE = "/app/account";
    private static final Pattern KEY = Pattern.compile("id=\"key\">([2-9a-z]{16})<");

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
        for (var name : List.of("ana", "ben", "cy", "dora", "eve", "fay", "gus", "hal")) {
            site.with(name);
        }
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aDeviceKeyIsShownOnceOpensItsDoorAndEndsOnAPageOfItsOwn() {
        var browser = shown("ana");
        var made = browser.post(HERE + "/keys", "label", "Kindle <in the kitchen>", "scope", "reading");
        var key = KEY.matcher(made.body());
        assertThat(key.find()).as(made.body()).isTrue();
        assertThat(made.body()).contains("<svg class=\"qr\"");
        assertThat(reading("ana", key.group(1))).isEqualTo(200);

        var page = browser.get(HERE);
        assertThat(page.body()).contains("Kindle &lt;in the kitchen&gt;").doesNotContain(key.group(1));
        var end = "/app/account/keys/" + keyOf("ana") + "/end";
        assertThat(page.body()).contains(end);
        assertThat(browser.get(end).body()).contains("End the key of Kindle &lt;in the kitchen&gt;?");
        assertThat(browser.postAndFollow(end).body()).contains("The key has ended.");
        assertThat(reading("ana", key.group(1))).isEqualTo(401);
    }

    @Test
    void aKeyWithoutALabelOrForNothingIsNotMade() {
        var browser = shown("ben");

        assertThat(browser.post(HERE + "/keys", "label", " ", "scope", "anki").body())
                .contains("id=\"label-problem\"");
        var odd = browser.post(HERE + "/keys", "label", "Phone", "scope", "everything");
        assertThat(odd.status()).isEqualTo(422);
        assertThat(odd.body()).contains("id=\"scope-problem\"").contains("value=\"Phone\"");
        assertThat(site.<Integer>ask(
                        stores -> stores.keys().list(site.account("ben").id()).size()))
                .isZero();
    }

    @Test
    void theThingsOfOthersAreNotThere() {
        var key = site.<String>ask(stores -> stores.keys()
                .add(site.account("cy"), "Kobo", new Scope.Reading())
                .deviceKey()
                .handle()
                .value());
        site.signedIn("cy");
        var session = site.<String>ask(stores -> stores.sessions()
                .list(site.account("cy").id())
                .getFirst()
                .handle()
                .value());
        var browser = shown("ben");
        var script = Script.signedIn(site, "ben");

        assertThat(browser.get(HERE + "/keys/" + key + "/end").status()).isEqualTo(404);
        assertThat(browser.post(HERE + "/keys/" + key + "/end").status()).isEqualTo(404);
        assertThat(browser.post(HERE + "/sessions/" + session + "/end").status())
                .isEqualTo(404);
        assertThat(script.ask("DELETE", "/api/v1/account/keys/" + key, "").status())
                .isEqualTo(404);
        assertThat(script.ask("DELETE", "/api/v1/account/sessions/" + session, "")
                        .status())
                .isEqualTo(404);
        assertThat(site.<Integer>ask(
                        stores -> stores.keys().list(site.account("cy").id()).size()))
                .isEqualTo(1);
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndEndsOtherSessions() {
        var other = site.signedIn("dora");
        var browser = shown("dora");
        assertThat(browser.post(HERE + "/password", "current", "wrong", "wanted", "a new horse", "again", "a new horse")
                        .body())
                .contains("id=\"current-problem\">This is not your password.")
                .doesNotContain("a new horse");
        assertThat(browser.post(HERE + "/password", "current", Site.PASSWORD, "wanted", "a new horse", "again", "a")
                        .body())
                .contains("id=\"again-problem\"");
        assertThat(browser.post(HERE + "/password", "current", Site.PASSWORD, "wanted", "short", "again", "short")
                        .body())
                .contains("id=\"wanted-problem\">A password has at least 8 characters.");

        var page = browser.postAndFollow(
                HERE + "/password", "current", Site.PASSWORD, "wanted", "a new horse", "again", "a new horse");
        assertThat(page.body()).contains("Your password is changed.");
        assertThat(other.get(HERE).status()).isEqualTo(303);
    }

    @Test
    void oneSessionOrAllOfThemEnd() {
        var other = site.signedIn("eve");
        var browser = shown("eve");
        var ending = Pattern.compile("action=\"(/app/account/sessions/[^\"]+/end)\"")
                .matcher(browser.get(HERE).body());
        assertThat(ending.find()).isTrue();
        assertThat(browser.postAndFollow(ending.group(1)).body()).contains("The session has ended.");
        assertThat(other.get(HERE).status()).isEqualTo(303);

        assertThat(browser.get(HERE + "/sessions/end").body()).contains("this browser too");
        assertThat(browser.postAndFollow(HERE + "/sessions/end").body()).contains("All sessions have ended.");
        assertThat(browser.get(HERE).status()).isEqualTo(303);
    }

    @Test
    void devicesMayBeHeldToKeysAndTheCardMayBeShown() {
        var browser = shown("fay");
        assertThat(reading("fay", Site.PASSWORD)).isEqualTo(200);
        browser.post(HERE + "/keys-only", "keys-only", "on");
        assertThat(reading("fay", Site.PASSWORD)).isEqualTo(401);

        assertThat(browser.get("/card/fay").status()).isEqualTo(404);
        browser.post(HERE + "/card", "card", "on");
        assertThat(browser.get("/card/fay").status()).isEqualTo(200);
        assertThat(browser.get(HERE).body()).contains("href=\"/card/fay\"");
        browser.post(HERE + "/card", "card", "off");
        assertThat(browser.get("/card/fay").status()).isEqualTo(404);
    }

    @Test
    void anAccountIsDeletedWithItsPasswordOnly() {
        var browser = shown("gus");
        assertThat(browser.get(HERE + "/delete").body()).contains("Delete the account gus?");
        var wrong = browser.post(HERE + "/delete", "password", "wrong one");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"password-problem\"");

        assertThat(browser.postAndFollow(HERE + "/delete", "password", Site.PASSWORD)
                        .body())
                .contains("The account is deleted.");
        assertThat(site.<Boolean>ask(stores -> stores.accounts().find("gus").isEmpty()))
                .isTrue();
    }

    @Test
    void aScriptDoesAllOfThat() {
        var script = Script.signedIn(site, "hal");
        assertThat(script.ask("GET", "/api/v1/account", "").body())
                .contains("\"name\":\"hal\",\"mail\":\"\",\"role\":\"member\",\"keysOnly\":false,\"card\":false");
        assertThat(script.ask("PATCH", "/api/v1/account", "{\"keysOnly\":true}").body())
                .contains("\"keysOnly\":true,\"card\":false");
        assertThat(script.ask("PATCH", "/api/v1/account", "{\"card\":true}").body())
                .contains("\"keysOnly\":true,\"card\":true");

        var made = script.ask("POST", "/api/v1/account/keys", "{\"label\":\"Kobo\",\"scope\":\"reading\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body()).containsPattern("\"key\":\"[2-9a-z]{16}\"");
        assertThat(script.ask("GET", "/api/v1/account/keys", "").body())
                .contains("\"label\":\"Kobo\"")
                .doesNotContain("\"key\"");
        assertThat(script.ask("DELETE", "/api/v1/account/keys/" + keyOf("hal"), "")
                        .status())
                .isEqualTo(204);
        assertThat(script.ask("GET", "/api/v1/account/keys", "").body()).isEqualTo("[]");
        assertThat(script.ask("POST", "/api/v1/account/keys", "{\"label\":\"Kobo\",\"scope\":\"all\"}")
                        .status())
                .isEqualTo(422);

        assertThat(script.ask("GET", "/api/v1/account/sessions", "").body()).contains("\"own\":true");
        assertThat(script.ask("PUT", "/api/v1/account/password", "{\"current\":\"x\",\"wanted\":\"a new horse\"}")
                        .body())
                .contains("\"fields\":{\"current\":\"This is not your password.\"}");
        assertThat(script.ask("DELETE", "/api/v1/account", "{\"password\":\"wrong one\"}")
                        .status())
                .isEqualTo(422);
        assertThat(script.ask("DELETE", "/api/v1/account/sessions", "").status())
                .isEqualTo(204);
        assertThat(script.ask("GET", "/api/v1/account", "").status()).isEqualTo(401);
        assertThat(Script.signedIn(site, "hal")
                        .ask("DELETE", "/api/v1/account", "{\"password\":\"" + Site.PASSWORD + "\"}")
                        .status())
                .isEqualTo(204);
    }

    private static Browser shown(String name) {
        var browser = site.signedIn(name);
        assertThat(browser.get(HERE).status()).isEqualTo(200);
        return browser;
    }

    private static String keyOf(String name) {
        return site.ask(stores ->
                stores.keys().list(site.account(name).id()).getFirst().handle().value());
    }

    /// What a KOReader that types this is answered.
    private static int reading(String name, String typed) {
        var pair = Base64.getEncoder().encodeToString((name + ":" + typed).getBytes(StandardCharsets.UTF_8));
        return new Wire(site.port())
                .ask("GET", "/users/auth", List.of(new Header("Authorization", "Basic " + pair)), "")
                .status();
    }
}
