package lectern.web.learning;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

import lectern.anki.HeaderClient;
import lectern.anki.statistics.TestCollection;
import lectern.anki.statistics.TestCollection.Card;
import lectern.anki.statistics.TestCollection.Review;
import lectern.json.Json;
import lectern.kosync.book.Policy;
import lectern.kosync.book.Preferences;
import lectern.web.Browser;
import lectern.web.Script;
import lectern.web.Site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The learning area, of people whose devices uploaded a collection.
class LearningTest {
    private static final String HOSTILE = "<script>alert(1)</script>&\"'";
    private static final Pattern SNAPSHOT = Pattern.compile("/snapshots/([^/\"]+)/restore");

    private static Site site;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        site = Site.start().with("ana").with("ben").with("cy").with("dora");
        var now = Instant.now();
        var collection = TestCollection.made(
                        folder.resolve("collection.anki2"), now.minus(Duration.ofDays(100)), ZoneOffset.UTC)
                .deck(10, "Sprachen")
                .deck(11, "Sprachen::" + HOSTILE)
                .note(
                        1,
                        1,
                        0,
                        "<b>eins</b>" + HOSTILE.replace("&", "&amp;").replace("<", "&lt;"),
                        "<img src=\"missing.jpg\">")
                .card(Card.of(0, 0, 1).in(11))
                .card(Card.of(2, 2, 1).in(10).every(5))
                .review(new Review(now.minusSeconds(5), 1, 3, 30, 2500, 90_000))
                .review(new Review(now.minusSeconds(4), 1, 1, 30, 2500, 30_000))
                .write();
        for (var name : List.of("ana", "ben")) {
            var device = new HeaderClient(site.port());
            var key = device.key(name, Site.PASSWORD);
            var said = device.ask("/sync/upload", key, Files.readAllBytes(collection.file()));
            assertThat(said.text()).isEqualTo("OK");
        }
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void theOverviewSaysWhatIsDueAndWhatTheDevicesDid() {
        var ana = site.signedIn("ana");
        assertThat(ana.get("/app/learning").body())
                .contains("Due now")
                .contains("1 new card besides")
                .contains("made from 1 note");
        showsInTheEnd(ana, "Anki on linux");
        showsInTheEnd(ana, "Uploaded its whole collection");
    }

    /// What happened is written down after it was answered.
    private static void showsInTheEnd(Browser browser, String words) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(browser.get("/app/learning").body()).contains(words));
    }

    @Test
    void decksAreATreeAndAnyNameIsOnlyAName() {
        var page = site.signedIn("ana").get("/app/learning/decks").body();
        assertThat(page).contains("class=\"in0\">Sprachen").contains("class=\"in1\">&lt;script");
        assertThat(page).doesNotContain("<script>alert");
    }

    @Test
    void retentionAndTimeAreShown() {
        assertThat(site.signedIn("ana").get("/app/learning/history").body())
                .contains("50 %")
                .contains("2 min")
                .contains("All time");
    }

    @Test
    void missingMediaAreNamedWithTheirNote() {
        assertThat(site.signedIn("ana").get("/app/learning/media").body()).contains("<code>nid:1</code> missing.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/decks", "/history", "/media", "/snapshots"})
    void whoHasNothingYetIsToldSo(String page) {
        var reply = site.signedIn("cy").get("/app/learning" + page);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("Learning");
        assertThat(site.browser().get("/app/learning" + page).status()).isEqualTo(303);
    }

    @Test
    void aSnapshotIsKeptComparedDownloadedAndRestored() {
        var browser = site.signedIn("ben");
        browser.get("/app/learning/snapshots");
        var kept = browser.postAndFollow("/app/learning/snapshots");
        assertThat(kept.body()).contains("The collection is kept as it is now.").contains("because somebody wanted it");
        var name = snapshot(kept.body());
        var path = "/app/learning/snapshots/" + name;
        assertThat(browser.get(path + "/restore").body()).contains("Nothing: the collection is as it was then.");
        var file = browser.get(path + "/file");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Disposition"))
                .hasValue("attachment; filename=\"collection-" + name + ".anki2\"");
        assertThat(file.body()).startsWith("SQLite format 3");

        deleteTheNote("ben");
        showsInTheEnd(browser, "Synced: 1 answer, 2 deletions came from the device");
        assertThat(browser.get(path + "/restore").body())
                .contains("comes back: <q>eins&lt;script")
                .contains("Is lost");

        var restored = browser.postAndFollow(path + "/restore");
        assertThat(restored.body())
                .contains("The collection is what it was.")
                .contains("before another snapshot was restored");
        assertThat(browser.get("/app/learning").body()).contains("made from 1 note");
    }

    /// As a device does it, which answers another card in the same sync.
    private static void deleteTheNote(String name) {
        var device = new HeaderClient(site.port());
        var key = device.key(name, Site.PASSWORD);
        device.ask(
                "/sync/start",
                key,
                "{\"minUsn\":0,\"lnewer\":true,\"graves\":{\"cards\":[1],\"notes\":[1],\"decks\":[]}}");
        device.ask(
                "/sync/applyChunk",
                key,
                "{\"chunk\":{\"revlog\":[[1760000000000,1,0,3,12,5,2500,8400,1]],\"done\":true}}");
        assertThat(device.ask("/sync/finish", key, "{}").status()).isEqualTo(200);
    }

    private static String snapshot(String page) {
        var found = SNAPSHOT.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    @Test
    void somebodyElsesSnapshotIsMissing() {
        var ana = site.signedIn("ana");
        ana.get("/app/learning/snapshots");
        var name = snapshot(ana.postAndFollow("/app/learning/snapshots").body());
        var dora = site.signedIn("dora");
        dora.get("/app/learning/snapshots");
        for (var snapshot : List.of(name, "unknown", "..%2f..%2fcollection")) {
            var path = "/app/learning/snapshots/" + snapshot;
            assertThat(dora.get(path + "/restore").status()).isEqualTo(404);
            assertThat(dora.get(path + "/file").status()).isEqualTo(404);
            assertThat(dora.post(path + "/restore").status()).isEqualTo(404);
        }
        var script = Script.signedIn(site, "dora");
        var path = "/api/v1/learning/snapshots/" + name;
        assertThat(script.ask("GET", path + "/file", "").status()).isEqualTo(404);
        assertThat(script.ask("GET", path + "/comparison", "").status()).isEqualTo(404);
        assertThat(script.ask("POST", path + "/restore", "").status()).isEqualTo(404);
    }

    @Test
    void aFormThatIsNotOursChangesNothing() {
        var browser = site.signedIn("dora");
        browser.get("/app/learning/snapshots");
        assertThat(browser.postAsIs("/app/learning/snapshots", "token=wrong").status())
                .isEqualTo(403);
    }

    /// Like the card of what they read: off until the account switches it on.
    @Test
    void theCardIsForThoseWhoWantIt() throws Exception {
        var browser = site.browser();
        var off = browser.get("/card/ana/reviews");
        assertThat(off.status()).isEqualTo(404);
        showCard("ana");
        showCard("cy");
        for (var theme : List.of("light", "dark", "auto")) {
            var card = browser.get("/card/ana/reviews?theme=" + theme);
            assertThat(card.status()).isEqualTo(200);
            assertThat(card.header("Content-Type")).hasValue("image/svg+xml");
            var picture = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(card.body())));
            assertThat(picture.getElementsByTagName("rect").getLength()).isEqualTo(366);
            assertThat(card.body()).contains("2 in the last year").doesNotContain("Sprachen");
        }
        var tag = browser.get("/card/ana/reviews").header("ETag").orElseThrow();
        assertThat(site.browser()
                        .with("If-None-Match", tag)
                        .get("/card/ana/reviews")
                        .status())
                .isEqualTo(304);
        assertThat(browser.get("/card/nobody/reviews").body()).isEqualTo(off.body());
        assertThat(browser.get("/card/cy/reviews").status()).isEqualTo(404);
    }

    private static void showCard(String name) {
        site.server().operate((stores, _) -> {
            var account = stores.accounts().find(name).orElseThrow();
            stores.kosync()
                    .preferences()
                    .save(account, new Preferences(Policy.NEWEST, Optional.of(true), false, false));
        });
    }

    @Test
    void aScriptReadsTheSame() {
        var script = Script.signedIn(site, "ana");
        var study = json(script, "/api/v1/learning");
        assertThat(study.path("notes").asLong()).isEqualTo(1);
        assertThat(study.path("due").path("review").asLong()).isEqualTo(1);
        assertThat(study.path("next_days")).hasSize(30);
        assertThat(study.path("retention").path("all_time").toString())
                .isEqualTo("{\"young_passed\":0,\"young_failed\":0,\"mature_passed\":1,\"mature_failed\":1}");
        var decks = json(script, "/api/v1/learning/decks");
        assertThat(decks.get(1).path("name").asString()).isEqualTo(HOSTILE);
        assertThat(decks.get(0).path("with_children").path("total").asLong()).isEqualTo(2);
        assertThat(json(script, "/api/v1/learning/days")).hasSizeBetween(1, 2);
        showsInTheEnd(site.signedIn("ana"), "Uploaded its whole collection");
        assertThat(json(script, "/api/v1/learning/syncs").get(0).path("what").asString())
                .isEqualTo("upload the collection");
        assertThat(json(script, "/api/v1/learning/media").path("missing").toString())
                .isEqualTo("{\"count\":1,\"some\":[{\"note\":1,\"file\":\"missing.jpg\"}]}");
    }

    @Test
    void aScriptKeepsAndRestoresTheSame() {
        var script = Script.signedIn(site, "ana");
        assertThat(script.ask("POST", "/api/v1/learning/snapshots", "").status())
                .isEqualTo(204);
        var snapshot = json(script, "/api/v1/learning/snapshots").get(0);
        var path = "/api/v1/learning/snapshots/" + snapshot.path("name").asString();
        assertThat(json(script, path + "/comparison")
                        .path("notes")
                        .path("removed")
                        .asLong())
                .isZero();
        assertThat(script.ask("GET", path + "/file", "").status()).isEqualTo(200);
        assertThat(script.ask("POST", path + "/restore", "").status()).isEqualTo(204);
    }

    @Test
    void whoHasNoCollectionHasNothingToRead() {
        var script = Script.signedIn(site, "cy");
        assertThat(script.ask("GET", "/api/v1/learning", "").status()).isEqualTo(404);
        assertThat(script.ask("POST", "/api/v1/learning/snapshots", "").status())
                .isEqualTo(404);
        assertThat(json(script, "/api/v1/learning/media").path("files").asLong())
                .isZero();
        assertThat(json(script, "/api/v1/learning/syncs")).isEmpty();
    }

    private static JsonNode json(Script script, String path) {
        var reply = script.ask("GET", path, "");
        assertThat(reply.status()).as(path).isEqualTo(200);
        return Json.parse(reply.body().getBytes(StandardCharsets.UTF_8));
    }
}
