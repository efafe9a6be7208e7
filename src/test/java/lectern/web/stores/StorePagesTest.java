package lectern.web.stores;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import lectern.web.Browser;
import lectern.web.Site;
import lectern.wire.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/// What somebody sees of their stores and does with them, in a browser without script. Everybody is their own person
/// here, so the tests do not meet.
class StorePagesTest {
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([^\"]+)\"");
    private static final Pattern RESTORED = Pattern.compile("name=\"restored\" value=\"([^\"]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("<code>(~[^<]+)</code>");
    private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(Map.of("store.quota", "100 kB"));
        for (var name : List.of("ana", "ben", "cyd", "dan", "eva", "fay", "gil", "hal", "ida", "jon", "kim", "leo")) {
            site.with(name);
        }
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aFileIsPutIntoAFolderAndFoundThere() {
        var ana = site.signedIn("ana");
        assertThat(ana.get("/app/stores").body()).contains("No app keeps anything here yet.");
        var put = ana.postFile("/app/stores/upload", "C:\\lists\\shopping.txt", "milk, bread", "in", "", "name", "");
        assertThat(put.header("Location")).contains("/app/stores/store?key=shopping.txt");
        assertThat(ana.get("/app/stores/store?key=shopping.txt").body())
                .contains("The file is stored.")
                .contains("text/plain")
                .contains("11 B");

        ana.postFile("/app/stores/upload", "a.txt", "one", "in", "notes/", "name", "2026/march");
        assertThat(ana.get("/app/stores").body()).contains("?in=notes%2F\">notes/</a>", "2 stores, 42 B");
        assertThat(ana.get("/app/stores?in=notes%2F").body()).contains("?in=notes%2F2026%2F\">2026/</a>");
        assertThat(ana.get("/app/stores?in=notes%2F2026%2F").body())
                .contains("?key=notes%2F2026%2Fmarch\">march</a>")
                .doesNotContain("shopping");
        assertThat(ana.get("/app/stores?in=nowhere%2F").body()).contains("There is nothing in this folder.");
    }

    @Test
    void whatIsThereIsNeverOverwrittenByAFileOfTheSameName() {
        var ben = site.signedIn("ben");
        put(ben, "a", "one");
        var again = ben.postFile("/app/stores/upload", "a", "two", "in", "", "name", "a");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body()).contains("There is a store of that name.").contains("value=\"a\"");
        assertThat(download(ben, "a")).isEqualTo("one");

        assertThat(ben.post("/app/stores/upload", "in", "").status())
                .as("no file")
                .isEqualTo(400);
        var nameless = ben.postFile("/app/stores/upload", "", "", "in", "", "name", "b");
        assertThat(nameless.status()).isEqualTo(422);
        assertThat(nameless.body()).contains("Choose a file.");
        var odd = ben.postFile("/app/stores/upload", "x", "x", "in", "", "name", "~" + "A".repeat(43));
        assertThat(odd.body()).contains("That cannot be the name of a store.");
    }

    @Test
    void ofTwoWindowsTheSecondIsToldThatSomethingChanged() {
        var cyd = site.signedIn("cyd");
        put(cyd, "a", "one");
        var version = found(VERSION, cyd.get("/app/stores/store?key=a"));
        assertThat(cyd.postFile("/app/stores/replace", "a", "two", "key", "a", "version", version)
                        .status())
                .isEqualTo(303);
        var late = cyd.postFile("/app/stores/replace", "a", "three", "key", "a", "version", version);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("Something changed meanwhile");
        assertThat(download(cyd, "a")).isEqualTo("two");
        assertThat(cyd.post("/app/stores/delete", "key", "a", "version", version)
                        .status())
                .isEqualTo(409);
        assertThat(download(cyd, "a")).isEqualTo("two");
    }

    @Test
    void anOldVersionComesBack() {
        var dan = site.signedIn("dan");
        put(dan, "a", "one");
        var version = found(VERSION, dan.get("/app/stores/store?key=a"));
        dan.postFile("/app/stores/replace", "a", "two", "key", "a", "version", version);

        var page = dan.get("/app/stores/store?key=a");
        assertThat(dan.get("/app/stores/download?key=a&version=" + version).body())
                .isEqualTo("one");
        var restored = dan.postAndFollow(
                "/app/stores/restore", "key", "a", "version", found(VERSION, page), "restored", found(RESTORED, page));
        assertThat(restored.body()).contains("The old version is back.");
        assertThat(download(dan, "a")).isEqualTo("one");
    }

    @Test
    void aDeletedStoreComesBackWithItsMembers() {
        var eva = site.signedIn("eva");
        put(eva, "list", "milk");
        share(eva, "list", "fay", "READ");

        var before = eva.get("/app/stores/delete?key=list");
        assertThat(before.body())
                .contains("Delete list?")
                .contains("<li>fay</li>")
                .contains("brought back for");
        var deleted = eva.postAndFollow("/app/stores/delete", "key", "list", "version", found(VERSION, before));
        assertThat(deleted.body()).contains("The store is deleted.");
        assertThat(eva.get("/app/stores/store?key=list").status()).isEqualTo(404);
        assertThat(site.signedIn("fay").get("/app/stores/trash").body())
                .contains("Nothing that could be brought back.");

        var trash = eva.get("/app/stores/trash");
        var back = eva.postAndFollow("/app/stores/undelete", "key", found(KEY, trash));
        assertThat(back.body()).contains("The store is back").contains("fay");
        assertThat(download(site.signedIn("fay"), found(ADDRESS, back))).isEqualTo("milk");
    }

    @Test
    void aStoreIsSharedWithSomebodyOfThisServerOnly() {
        var gil = site.signedIn("gil");
        put(gil, "plan", "go");
        gil.get("/app/stores/store?key=plan");
        var nobody = gil.post("/app/stores/share", "key", "plan", "user", "<nobody>", "permission", "READ");
        assertThat(nobody.status()).isEqualTo(422);
        assertThat(nobody.body()).contains("Nobody here is called that.").contains("value=\"&lt;nobody>\"");

        share(gil, "plan", "hal", "READ");
        var address = found(ADDRESS, gil.get("/app/stores/store?key=plan"));
        var hal = site.signedIn("hal");
        assertThat(hal.get("/app/stores").body()).contains("from gil").contains("may read");
        var page = hal.get("/app/stores/store?key=" + address);
        assertThat(page.body()).doesNotContain("/app/stores/replace").doesNotContain("/app/stores/share\"");
        assertThat(hal.get("/app/stores/delete?key=" + address).status()).isEqualTo(403);
        assertThat(hal.postFile("/app/stores/replace", "a", "x", "key", address, "version", "x")
                        .status())
                .isEqualTo(403);

        gil.get("/app/stores/store?key=plan");
        assertThat(gil.post("/app/stores/unshare", "key", "plan", "user", "gil").body())
                .contains("Somebody has to be left");
        gil.get("/app/stores/store?key=plan");
        assertThat(gil.postAndFollow("/app/stores/unshare", "key", "plan", "user", "hal")
                        .body())
                .contains("no longer shared");
        assertThat(hal.get("/app/stores/store?key=" + address).status()).isEqualTo(404);
    }

    @Test
    void whoeverHasNoPermissionLearnsNothing() {
        var ida = site.signedIn("ida");
        put(ida, "diary", "secret");
        var address = found(ADDRESS, ida.get("/app/stores/store?key=diary"));
        var nowhere = "~" + "B".repeat(43);
        var jon = site.signedIn("jon");
        jon.get("/app/stores");
        for (var path : List.of("store", "download", "delete")) {
            assertThat(bare(jon.get("/app/stores/" + path + "?key=" + address), address))
                    .isEqualTo(bare(jon.get("/app/stores/" + path + "?key=" + nowhere), nowhere))
                    .startsWith("404");
        }
        for (var path : List.of("share", "unshare", "restore", "undelete", "delete")) {
            var reply = jon.post("/app/stores/" + path, "key", address, "user", "jon", "permission", "OWN");
            assertThat(reply.status()).as(path).isEqualTo(404);
        }
        assertThat(jon.postFile("/app/stores/replace", "a", "x", "key", address, "version", "x")
                        .status())
                .isEqualTo(404);
        assertThat(download(ida, "diary")).isEqualTo("secret");
    }

    @Test
    void whatSomebodyStoredIsNeverAPageOfOurs() {
        var kim = site.signedIn("kim");
        var name = "<script>alert(1)</script>\"&'";
        put(kim, name, "<script>alert(2)</script>");
        assertThat(kim.get("/app/stores").body()
                        + kim.get("/app/stores?in=<script>").body())
                .doesNotContain("<script>alert", "in=<script>")
                .contains("&lt;script&gt;alert(1)&lt;/");

        var reply = kim.get("/app/stores/download?key=" + encoded(name));
        assertThat(reply.header("Content-Type")).contains("application/octet-stream");
        assertThat(reply.header("Content-Disposition")).contains("attachment; filename*=UTF-8''script%3E%22%26%27");
        assertThat(reply.header("Content-Security-Policy")).contains("sandbox; default-src 'none'");
    }

    @Test
    void manyStoresComeInPagesAndNoMoreThanTheQuotaTakes() {
        var leo = site.signedIn("leo");
        for (int i = 100; i < 152; i++) {
            put(leo, "n" + i, "x");
        }
        var first = leo.get("/app/stores");
        assertThat(first.body())
                .contains(">n100<", ">n149<", "page=2\" rel=\"next\"")
                .doesNotContain(">n150<", "rel=\"prev\"");
        assertThat(leo.get("/app/stores?page=2").body())
                .contains(">n150<", ">n151<", "rel=\"prev\"")
                .doesNotContain("rel=\"next\"");
        assertThat(leo.get("/app/stores?page=9").body()).contains("rel=\"prev\"");

        var large = leo.postFile("/app/stores/upload", "large", "y".repeat(103_000), "in", "", "name", "");
        assertThat(large.status()).isEqualTo(422);
        assertThat(large.body()).contains("You may keep 102 KB");
    }

    private static void put(Browser browser, String key, String contents) {
        browser.get("/app/stores");
        var reply = browser.postFile("/app/stores/upload", "file", contents, "in", "", "name", key);
        assertThat(reply.status()).as(reply.body()).isEqualTo(303);
    }

    private static void share(Browser browser, String key, String user, String permission) {
        browser.get("/app/stores/store?key=" + key);
        var reply = browser.postAndFollow("/app/stores/share", "key", key, "user", user, "permission", permission);
        assertThat(reply.body()).contains("It is shared.");
    }

    private static String download(Browser browser, String key) {
        return browser.get("/app/stores/download?key=" + encoded(key)).body();
    }

    /// Without what the request said itself.
    private static String bare(Reply reply, String key) {
        return reply.status() + reply.body().replace(encoded(encoded(key)), "").replace(encoded(key), "");
    }

    private static String found(Pattern pattern, Reply page) {
        var found = pattern.matcher(page.body());
        assertThat(found.find()).as("%s in %s", pattern, page.body()).isTrue();
        return found.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
