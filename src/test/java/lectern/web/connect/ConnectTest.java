package lectern.web.connect;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import lectern.account.Role;
import lectern.web.Script;
import lectern.web.Site;
import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.Wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ConnectTest {
    private static final Pattern KEY = Pattern.compile("<code>([2-9a-z]{16})</code>");
    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(Map.of("public-url", "https://sync.example/lectern/"), InstantSource.system());
        for (var name : List.of("ana", "ben", "cy", "dan", "eva")) {
            site.with(name);
        }
        site.with("root", Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void everyProgramIsToldWhatToTypeForThisServer() {
        var browser = site.signedIn("ana");

        assertThat(browser.get("/app/connect").body())
                .contains("href=\"/lectern/app/connect/koreader\"")
                .contains("AnkiMobile");
        assertThat(browser.get("/app/connect/koreader").body())
                .contains("Custom sync server")
                .contains(">https://sync.example/lectern<")
                .contains(">ana<");
        assertThat(browser.get("/app/connect/ankidroid").body())
                .contains("Sync url")
                .contains(">https://sync.example/lectern/<");
        assertThat(browser.get("/app/connect/walkman").status()).isEqualTo(404);
    }

    @Test
    void aFreshKeyIsShownOnceAndOpensItsDoorAlone() {
        var browser = site.signedIn("ana");
        browser.get("/app/connect/koreader");
        var page = browser.post("/app/connect/koreader", "label", "<i>Kobo</i>");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("&lt;i&gt;Kobo&lt;/i&gt;").contains("<svg class=\"qr\"");
        var key = key(page);
        assertThat(browser.get("/app/connect/koreader").body()).doesNotContain(key);
        assertThat(knock("ana", key).status()).isEqualTo(200);
        assertThat(login("ana", key).status()).isEqualTo(401);
    }

    @Test
    void aDeviceNeedsAName() {
        var browser = site.signedIn("ben");
        browser.get("/app/connect/anki");
        var page = browser.post("/app/connect/anki", "label", "x".repeat(61));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("id=\"label-problem\"").contains("x".repeat(61));
        assertThat(site.browser().post("/app/connect/anki", "label", "Kobo").status())
                .isNotEqualTo(200);
    }

    @Test
    void theDoctorSaysInPlainWordsWhatWasWrong() {
        var browser = site.signedIn("cy");
        knock("cy", "not the key");
        assertThat(browser.get("/app/connect").body())
                .contains("test sent the right name and a wrong key.")
                .contains("It came over plain HTTP, although this server has https://sync.example/lectern")
                .doesNotContain("not the key");

        browser.get("/app/connect/app");
        var other = key(browser.post("/app/connect/app", "label", "Notes"));
        knock("cy", other);
        assertThat(browser.get("/app/connect").body()).contains("that key was made for something else");

        browser.get("/app/connect/koreader");
        var right = key(browser.post("/app/connect/koreader", "label", "Kobo"));
        knock("cy", right);
        assertThat(browser.get("/app/connect").body()).contains("Works: Kobo got through: signed in.");
    }

    @Test
    void untilSomethingArrivesThePersonIsAskedWhetherTheServerCanBeReached() {
        try (var told = Site.start(Map.of("public-url", "https://sync.example")).with("ana");
                var untold = Site.start().with("ana")) {
            assertThat(told.signedIn("ana").get("/app/connect/koreader").body())
                    .contains("Nothing has arrived yet.")
                    .contains("Is https://sync.example reachable from the device?");
            assertThat(untold.signedIn("ana").get("/app/connect/koreader").body())
                    .contains("http://127.0.0.1:" + untold.port() + " means the device itself.");
        }
    }

    @Test
    void anAddressThatLacksItsSlashIsRecognised() {
        var browser = site.signedIn("dan");
        ask("POST", "/ankisync/hostKey", List.of());

        assertThat(browser.get("/app/connect").body())
                .contains("asked for /ankisync/hostKey, which is not here.")
                .contains("The address lacks the slash at its end. Type https://sync.example/lectern/");
    }

    @Test
    void whatNamesAnotherAccountIsShownToThatAccountAndToTheAdminAlone() {
        ask("GET", "/users/auth", List.of(basic("eva", "evas-wrong-key"), new Header("User-Agent", "Evas-Reader/1")));

        assertThat(site.signedIn("eva").get("/app/connect").body()).contains("Evas-Reader/1");
        assertThat(site.signedIn("root").get("/app/connect").body()).contains("Evas-Reader/1");
        assertThat(site.signedIn("ben").get("/app/connect").body()).doesNotContain("Evas-Reader/1");
    }

    @Test
    void whatArrivesIsShownWhileThePageIsOpen() throws Exception {
        var browser = site.signedIn("dan");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/app/connect/live"))
                .header(
                        "Cookie",
                        "lectern-session=" + browser.cookie("lectern-session").orElseThrow())
                .build();
        try (var client = HttpClient.newHttpClient();
                var lines = client.send(request, BodyHandlers.ofLines()).body()) {
            var text = lines.iterator();
            assertThat(text.next()).startsWith("data: ");
            knock("dan", "not his key");

            while (!text.next().contains("test sent the right name and a wrong key.")) {
                assertThat(text.hasNext()).isTrue();
            }
            client.shutdownNow();
        }
    }

    @Test
    void aScriptMakesKeysAndWatchesToo() {
        var script = Script.signedIn(site, "ben");
        assertThat(script.ask("GET", "/api/v1/connect", "").body())
                .contains("{\"program\":\"anki\",\"title\":\"Anki\",\"address\":\"https://sync.example/lectern/\","
                        + "\"scope\":\"anki\"}");
        var made = script.ask("POST", "/api/v1/connect/readest", "{\"label\":\"Phone\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body()).startsWith("{\"address\":\"https://sync.example/lectern\",\"name\":\"ben\",\"key\":\"");
        assertThat(script.ask("POST", "/api/v1/connect/readest", "{\"label\":\" \"}")
                        .status())
                .isEqualTo(422);
        assertThat(script.ask("POST", "/api/v1/connect/walkman", "{\"label\":\"Phone\"}")
                        .status())
                .isEqualTo(404);

        knock("ben", "no key of his");
        assertThat(script.ask("GET", "/api/v1/connect/arrivals", "").body())
                .contains("\"encrypted\":false,\"what\":\"sign in\",\"outcome\":\"wrong-password\","
                        + "\"detail\":\"wrong password or key\",\"hints\":[\"plain\"]");
    }

    private static String key(Reply page) {
        var found = KEY.matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        return found.group(1);
    }

    private static Reply knock(String name, String key) {
        return ask("GET", "/users/auth", List.of(basic(name, key), new Header("User-Agent", "test")));
    }

    private static Reply login(String name, String key) {
        return new Wire(site.port())
                .ask("POST", "/auth", List.of(), "{\"id\":\"%s\",\"password\":\"%s\"}".formatted(name, key));
    }

    private static Reply ask(String method, String path, List<Header> headers) {
        return new Wire(site.port()).ask(method, path, headers, "");
    }

    private static Header basic(String name, String key) {
        var pair = Base64.getEncoder().encodeToString((name + ":" + key).getBytes(UTF_8));
        return new Header("Authorization", "Basic " + pair);
    }
}
