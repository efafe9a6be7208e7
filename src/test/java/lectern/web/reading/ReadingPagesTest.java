package lectern.web.reading;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import lectern.web.Browser;
import lectern.web.Script;
import lectern.web.Site;
import lectern.wire.Header;
import lectern.wire.Reply;
import lectern.wire.Wire;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingPagesTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&";

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start()
                .with("ana")
                .with("ben")
                .with("cy")
                .with("dora")
                .with("emil")
                .with("fay")
                .with("gus")
                .with("hal");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aBookThatADevicePushedIsOnTheShelf() {
        push("ana", "a1", 0.25, "Kobo", "Dune.epub");
        push("ana", "a2", 0.999, "Kindle", "Emma.epub");
        var browser = site.signedIn("ana");

        assertThat(browser.get("/app/reading").body()).contains("Dune.epub", "25 %", "Kobo", "Emma.epub");
        assertThat(browser.get("/app/reading?q=dUNE").body())
                .contains("Dune.epub")
                .doesNotContain("Emma.epub");
        assertThat(browser.get("/app/reading?state=finished").body())
                .contains("Emma.epub")
                .doesNotContain("Dune.epub");
        assertThat(browser.get("/app/reading?page=2").body()).contains("Nothing was found.");
        assertThat(browser.get("/app/reading?page=999999999999&state=odd").body())
                .contains("Dune.epub");
    }

    @Test
    void theShelfComesInPages() {
        for (int i = 1; i <= 21; i++) {
            push("hal", "h" + i, 0.1, "Kobo", "Volume %d.epub".formatted(i));
        }
        var browser = site.signedIn("hal");

        assertThat(browser.get("/app/reading").body())
                .contains("Volume 21.epub", "Older")
                .doesNotContain("Volume 1.epub");
        assertThat(browser.get("/app/reading?page=2").body())
                .contains("Volume 1.epub", "Newer")
                .doesNotContain("Older");
        assertThat(browser.get("/app/reading?q=volume&page=2").body()).contains("Volume 1.epub", "Newer");
    }

    @Test
    void namesOfBooksAndDevicesAreText() {
        push("cy", "c1", 0.25, HOSTILE, HOSTILE.replace("/", "") + ".epub");
        var browser = site.signedIn("cy");
        browser.get("/app/reading/books/c1");
        browser.post("/app/reading/books/c1", "label", HOSTILE, "policy", "", "seen-label", "", "seen-policy", "");

        for (var page : List.of(
                "/app/reading",
                "/app/reading?q=%3Cscript%3E",
                "/app/reading/books/c1",
                "/app/reading/books/c1/join",
                "/app/reading/books/c1/forget",
                "/app/reading/days")) {
            assertThat(browser.get(page).body()).as(page).doesNotContain("<script>");
        }
        assertThat(browser.get("/app/reading/books/c1").body())
                .contains("&lt;script>alert(1)", "&lt;script&gt;alert(1)");
    }

    @Test
    void goingBackIsWhereDevicesGoNext() {
        push("dora", "d1", 0.1, "Kobo", "Dune.epub");
        push("dora", "d1", 0.9, "Kobo", "Dune.epub");
        var browser = site.signedIn("dora");
        var entries = found(
                "name=\"entry\" value=\"([^\"]+)\"",
                browser.get("/app/reading/books/d1").body());
        assertThat(entries).hasSize(1); // the other one is where the book stands

        var page = browser.postAndFollow("/app/reading/books/d1/restore", "entry", entries.getFirst());
        assertThat(page.body()).contains("The book stands there again.", "Put back here");
        assertThat(pull("dora", "d1").body()).contains("\"percentage\":0.1");
        assertThat(browser.post("/app/reading/books/d1/restore", "entry", "1-1").status())
                .isEqualTo(409);
    }

    @Test
    void ofTwoTabsThatEditALabelNeitherIsLostSilently() {
        push("emil", "e1", 0.1, "Kobo", "Dune.epub");
        var one = site.signedIn("emil");
        var other = site.signedIn("emil");
        one.get("/app/reading/books/e1");
        other.get("/app/reading/books/e1");

        assertThat(edit(one, "Mine", "").body()).contains("Saved.");
        var late = other.post(
                "/app/reading/books/e1", "label", "Yours", "policy", "furthest", "seen-label", "", "seen-policy", "");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body())
                .contains("Meanwhile this was changed elsewhere, to: Mine")
                .contains("value=\"Yours\"")
                .contains("name=\"seen-label\" value=\"Mine\"");
        assertThat(one.get("/app/reading/books/e1").body()).contains("<h1>Mine</h1>");
        assertThat(edit(other, "Yours", "Mine").body()).contains("<h1>Yours</h1>");

        var wrong = one.post(
                "/app/reading/books/e1",
                "label",
                "x".repeat(201),
                "policy",
                "odd",
                "seen-label",
                "",
                "seen-policy",
                "");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("x".repeat(201), "label-problem", "policy-problem");
    }

    private static Reply edit(Browser browser, String label, String seen) {
        return browser.postAndFollow(
                "/app/reading/books/e1", "label", label, "policy", "", "seen-label", seen, "seen-policy", "");
    }

    @Test
    void booksAreMadeOneAndApartAgain() {
        push("fay", "f1", 0.1, "Kobo", "Dune.epub");
        push("fay", "f2", 0.2, "Kindle", "Der Wüstenplanet.epub");
        var browser = site.signedIn("fay");
        assertThat(browser.get("/app/reading/books/f1/join").body()).contains("Der Wüstenplanet.epub");
        assertThat(browser.post("/app/reading/books/f1/join", "digest", "a:b").body())
                .contains("digest-problem");
        assertThat(browser.post("/app/reading/books/f1/join").body())
                .contains("Choose another book, or type a digest.");

        var joined = browser.postAndFollow("/app/reading/books/f1/join", "other", "f2");
        assertThat(joined.body()).contains("They are one book now.", "linked by hand", "Undo");
        assertThat(pull("fay", "f1").body()).contains("\"percentage\":0.2");
        assertThat(browser.get("/app/reading/books/f2").body()).contains("Dune.epub");

        var merge = found("name=\"merge\" value=\"([^\"]+)\"", joined.body()).getFirst();
        var apart = browser.postAndFollow("/app/reading/books/f1/undo", "merge", merge);
        assertThat(apart.body()).contains("The books are as they were before.").doesNotContain("linked by hand");
        assertThat(pull("fay", "f1").body()).contains("\"percentage\":0.1");
        assertThat(browser.post("/app/reading/books/f1/undo", "merge", merge).status())
                .isEqualTo(409);

        browser.post("/app/reading/books/f1/join", "other", "f2");
        var left = browser.postAndFollow("/app/reading/books/f1/unlink", "member", "f2");
        assertThat(left.body()).contains("It is a book of its own again.");
        assertThat(browser.post("/app/reading/books/f1/unlink", "member", "f2").status())
                .isEqualTo(409);
    }

    @Test
    void forgettingNamesWhatIsLostFirst() {
        push("gus", "g1", 0.1, "Kobo", "Dune.epub");
        push("gus", "g1", 0.2, "Kobo", "Dune.epub");
        var browser = site.signedIn("gus");
        assertThat(browser.get("/app/reading/books/g1/forget").body()).contains("Forget Dune.epub?", "2 positions");
        assertThat(browser.get("/app/reading/days").body()).contains("20 %");

        assertThat(browser.postAndFollow("/app/reading/books/g1/forget").body()).contains("The book is forgotten.");
        assertThat(browser.get("/app/reading/books/g1").status()).isEqualTo(404);
        assertThat(browser.get("/app/reading/days?month=2020-13").body()).doesNotContain("20 %");
    }

    @Test
    void booksOfOthersAreNotThere() {
        push("ana", "theirs", 0.25, "Kobo", "Diary.epub");
        var browser = site.signedIn("ben");
        browser.get("/app/reading");

        for (var page : List.of("", "/cover", "/join", "/forget")) {
            assertThat(browser.get("/app/reading/books/theirs" + page).status())
                    .as(page)
                    .isEqualTo(404);
        }
        for (var action : List.of("", "/restore", "/join", "/undo", "/unlink", "/forget")) {
            assertThat(browser.post("/app/reading/books/theirs" + action, "entry", "1-1", "merge", "1", "other", "x")
                            .status())
                    .as(action)
                    .isEqualTo(404);
        }
        assertThat(Script.signedIn(site, "ben")
                        .ask("GET", "/api/v1/reading/books/theirs", "")
                        .status())
                .isEqualTo(404);
        assertThat(Script.signedIn(site, "ben")
                        .ask("DELETE", "/api/v1/reading/books/theirs", "")
                        .status())
                .isEqualTo(404);
        assertThat(site.signedIn("ana").get("/app/reading/books/theirs").status())
                .isEqualTo(200);
    }

    @Test
    void theCardIsSwitchedOnByItsOwner() {
        var browser = site.signedIn("ben");
        assertThat(browser.get("/app/reading").body()).contains("Nobody but you");
        assertThat(new Wire(site.port()).ask("GET", "/card/ben", List.of(), "").status())
                .isEqualTo(404);
        assertThat(browser.postAndFollow("/app/reading/card", "shown", "yes").body())
                .contains("/card/ben");
        assertThat(new Wire(site.port()).ask("GET", "/card/ben", List.of(), "").status())
                .isEqualTo(200);

        var script = Script.signedIn(site, "ben");
        assertThat(script.ask("GET", "/api/v1/reading/card", "").body()).isEqualTo("{\"shown\":true}");
        assertThat(script.ask("PUT", "/api/v1/reading/card", "{\"shown\":false}")
                        .body())
                .isEqualTo("{\"shown\":false}");
        assertThat(script.ask("PUT", "/api/v1/reading/card", "{}").status()).isEqualTo(422);
    }

    @Test
    void aFileTellsBothDigestsAndIsKeptAsOneBook() throws Exception {
        var script = Script.signedIn(site, "cy");
        var boundary = "a-boundary-of-ours";
        var body =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Leaves of Grass.epub\"\r\n\r\n%s\r\n--%1$s--\r\n"
                        .formatted(boundary, "no real book");
        var reply = script.with("Content-Type", "multipart/form-data; boundary=" + boundary)
                .ask("POST", "/api/v1/reading/files", body);
        assertThat(reply.body())
                .contains("\"name\":\"Leaves of Grass.epub\"", "\"byName\":\"1cc31f6b3e189528e34e5edc8bb9890a\"");
        var content = found("\"content\":\"([^\"]+)\"", reply.body()).getFirst();

        assertThat(script.ask(
                                "POST",
                                "/api/v1/reading/files/keep",
                                "{\"name\":\"Leaves of Grass.epub\",\"content\":\"%s\",\"title\":\"Leaves\"}"
                                        .formatted(content))
                        .body())
                .isEqualTo("{\"document\":\"%s\"}".formatted(content));
        push("cy", "1cc31f6b3e189528e34e5edc8bb9890a", 0.5, "CrossPoint", "Leaves of Grass.epub");
        assertThat(pull("cy", content).body()).contains("\"percentage\":0.5");
        assertThat(site.signedIn("cy").get("/app/reading").body()).contains("Leaves");
    }

    @Test
    void aScriptDoesWhatThePagesDo() {
        push("ben", "b1", 0.1, "Kobo", "Dune.epub");
        push("ben", "b2", 0.2, "Kindle", "Emma.epub");
        var script = Script.signedIn(site, "ben");
        var book = "/api/v1/reading/books/b1";

        assertThat(script.ask("GET", "/api/v1/reading/books?q=dune", "").body())
                .contains("\"document\":\"b1\"", "\"percentage\":0.1", "\"more\":false")
                .doesNotContain("b2");
        assertThat(script.ask("GET", "/api/v1/reading/books?limit=x", "").status())
                .isEqualTo(422);
        assertThat(script.ask("PATCH", book, "{\"label\":\"Mine\"}").body()).contains("\"label\":\"Mine\"");
        assertThat(script.ask("PATCH", book, "{\"label\":\"Late\",\"seenLabel\":\"\"}")
                        .status())
                .isEqualTo(409);
        assertThat(script.ask("PATCH", book, "{\"policy\":\"odd\"}").status()).isEqualTo(422);
        assertThat(script.ask("GET", book + "/history", "").body()).contains("\"device\":\"Kobo\"");
        assertThat(script.ask("POST", book + "/restore", "{\"entry\":\"1-1\"}").status())
                .isEqualTo(404);

        var joined =
                script.ask("POST", book + "/join", "{\"documents\":[\"b2\"]}").body();
        assertThat(joined).contains("\"link\":\"manual\"");
        var merge = found("\"merge\":\"([^\"]+)\"", joined).getFirst();
        assertThat(script.ask("POST", book + "/undo", "{\"merge\":\"%s\"}".formatted(merge))
                        .body())
                .doesNotContain("manual");
        assertThat(script.ask("POST", book + "/undo", "{\"merge\":\"%s\"}".formatted(merge))
                        .status())
                .isEqualTo(409);
        assertThat(script.ask("POST", book + "/join", "{\"documents\":[]}").status())
                .isEqualTo(422);

        assertThat(script.ask("GET", "/api/v1/reading/days?zone=Europe/Berlin", "")
                        .body())
                .contains("\"share\":0.1", "\"books\":[\"b1\"]", "\"longestStreak\":1");
        assertThat(script.ask("GET", "/api/v1/reading/days?from=yesterday", "").status())
                .isEqualTo(422);
        assertThat(script.ask("DELETE", book, "").status()).isEqualTo(204);
        assertThat(script.ask("GET", book, "").status()).isEqualTo(404);
    }

    private static void push(String name, String document, double percentage, String device, String filename) {
        var json = """
                {"document":"%s","progress":"/body/1","percentage":%s,"device":"%s","device_id":"%3$s","filename":"%s"}
                """.formatted(document, percentage, escaped(device), escaped(filename));
        var reply = new Wire(site.port()).ask("PUT", "/syncs/progress", reader(name), json);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private static Reply pull(String name, String document) {
        return new Wire(site.port()).ask("GET", "/syncs/progress/" + document, reader(name), "");
    }

    private static List<Header> reader(String name) {
        var basic = Base64.getEncoder().encodeToString((name + ":" + Site.PASSWORD).getBytes(StandardCharsets.UTF_8));
        return List.of(new Header("Authorization", "Basic " + basic), new Header("Content-Type", "application/json"));
    }

    private static String escaped(String text) {
        return text.replace("\"", "\\\"");
    }

    private static List<String> found(String pattern, String body) {
        return Pattern.compile(pattern)
                .matcher(body)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
