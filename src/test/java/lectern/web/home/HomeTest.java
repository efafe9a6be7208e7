package lectern.web.home;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import lectern.account.AccountId;
import lectern.account.ActivityLog.Entry;
import lectern.account.Door;
import lectern.account.Event;
import lectern.account.Event.Outcome;
import lectern.account.Role;
import lectern.account.Scope;
import lectern.web.Script;
import lectern.web.Site;

import static org.assertj.core.api.Assertions.assertThat;

class HomeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private static final Map<String, AccountId> IDS = new ConcurrentHashMap<>();
    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(Map.of(), () -> NOW);
        site.with("root", Role.ADMIN);
        for (var name : new String[] {"ana", "ben", "cy", "dan", "eva", "fay", "gil", "hal", "ida"}) {
            site.with(name);
        }
        site.server()
                .operate((stores, _) -> stores.accounts()
                        .all()
                        .forEach(account -> IDS.put(account.name().value(), account.id())));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void anEmptyAccountIsLedToItsFirstDevice() {
        assertThat(site.signedIn("eva").get("/app").body())
                .contains("Nothing has spoken yet")
                .contains("href=\"/app/connect\"");
    }

    @Test
    void eachDeviceSaysWhenItSpokeAndWhatItDid() {
        happened(
                entry("ana", Door.KOSYNC, "<b>Kobo</b>", "KOReader/2026.03 (Linux)", Duration.ofMinutes(3)),
                entry("ana", Door.KOSYNC, "", "KOReader/2026.03 (Linux)", Duration.ofMinutes(1)),
                entry("ana", Door.ANKI, "AnkiDroid on Pixel", "android", Duration.ofHours(5)),
                entry("ben", Door.KOSYNC, "Somebody else's", "KOReader", Duration.ofMinutes(2)));
        site.server()
                .operate((stores, _) ->
                        stores.keys().add(stores.accounts().find("ana").orElseThrow(), "Kindle", new Scope.Reading()));

        assertThat(site.signedIn("ana").get("/app").body())
                .contains("Everything is in step")
                .contains("&lt;b&gt;Kobo&lt;/b&gt;")
                .contains("1 minute ago")
                .contains("AnkiDroid on Pixel")
                .contains("5 hours ago")
                .contains("Kindle")
                .contains("has not spoken yet")
                .contains("<svg class=\"chart strip\"")
                .doesNotContain("Somebody else")
                .doesNotContain("<b>Kobo");
    }

    @Test
    void whoDoesNotGetInIsAProblemUntilTheyDo() {
        var wrong = new Event(
                Optional.of(id("cy")),
                Door.KOSYNC,
                "",
                "KOReader/2026.03",
                "sign in",
                Outcome.REFUSED,
                "right password, but this account takes device keys only");
        happened(new Entry(NOW.minusSeconds(60), 4, wrong));
        var browser = site.signedIn("cy");

        assertThat(browser.get("/app").body())
                .contains("One thing needs you")
                .contains("KOReader/2026.03 does not get in (tries: 4, last 1 minute ago): "
                        + "right password, but this account takes device keys only");
        assertThat(browser.with("Accept-Language", "de").get("/app").body())
                .contains("richtiges Passwort, aber dieses Konto nimmt nur Geräteschlüssel");
        assertThat(Script.signedIn(site, "cy")
                        .ask("GET", "/api/v1/problems", "")
                        .body())
                .isEqualTo("{\"problems\":[{\"kind\":\"sign-in\",\"about\":\"KOReader/2026.03\",\"number\":4,"
                        + "\"detail\":\"right password, but this account takes device keys only\","
                        + "\"at\":\"2026-11-21T19:59:00Z\"}]}");

        happened(entry("cy", Door.KOSYNC, "", "KOReader/2026.03", Duration.ZERO));

        assertThat(browser.get("/app").body()).contains("Alles ist im Gleichschritt");
    }

    @Test
    void aDeviceThatWasRegularAndHasStoppedIsAProblem() {
        happened(IntStream.rangeClosed(5, 20)
                .mapToObj(day -> entry("dan", Door.KOSYNC, "Kobo", "KOReader", Duration.ofDays(day)))
                .toArray(Entry[]::new));

        assertThat(site.signedIn("dan").get("/app").body())
                .contains("Kobo used to speak more often and has been silent for 5 days.");
    }

    @Test
    void strangersConcernWhoeverRunsTheServerAndNobodyElse() {
        var stranger = new Event(
                Optional.empty(), Door.STORE, "", "curl", "log in", Outcome.REFUSED, "no account has this name");
        happened(new Entry(NOW.minusSeconds(5), 12, stranger));

        assertThat(site.signedIn("root").get("/app").body()).contains("12 tries to sign in with names");
        assertThat(site.signedIn("fay").get("/app").body()).doesNotContain("12 tries");
    }

    @Test
    void withoutAKeyAnAccountThatTakesNothingElseIsShut() {
        site.server()
                .operate((stores, _) -> stores.accounts()
                        .changeKeysOnly(stores.accounts().find("gil").orElseThrow(), true));

        assertThat(site.signedIn("gil").get("/app").body())
                .contains("Your account takes device keys only, and there is none.");
    }

    @Test
    void aScriptSeesTheDevicesAndHowOftenEachSpoke() {
        happened(entry("hal", Door.STORE, "notes", "Mozilla/5.0", Duration.ofDays(1)));

        assertThat(Script.signedIn(site, "hal")
                        .ask("GET", "/api/v1/devices", "")
                        .body())
                .startsWith("{\"devices\":[{\"door\":\"store\",\"name\":\"notes\",\"program\":\"Mozilla/5.0\","
                        + "\"spoke\":\"2026-11-20T20:00:00Z\",\"did\":{\"at\":\"2026-11-20T20:00:00Z\"")
                .contains("{\"date\":\"2026-11-20\",\"done\":1,\"refused\":0}");
        assertThat(Script.of(site).ask("GET", "/api/v1/devices", "").status()).isEqualTo(401);
    }

    @Test
    void manyDevicesAreShownInTwoSteps() {
        happened(IntStream.range(0, 25)
                .mapToObj(i -> entry("ida", Door.KOSYNC, "Reader " + i, "KOReader", Duration.ofMinutes(i + 1)))
                .toArray(Entry[]::new));
        var browser = site.signedIn("ida");

        assertThat(browser.get("/app").body())
                .contains("Reader 19 ")
                .contains("Show 5 more devices")
                .doesNotContain("Reader 20 ");
        assertThat(browser.get("/app?all=1").body()).contains("Reader 24 ");
    }

    private static AccountId id(String name) {
        return Optional.ofNullable(IDS.get(name)).orElseThrow();
    }

    private static Entry entry(String account, Door door, String device, String client, Duration ago) {
        var event = new Event(Optional.of(id(account)), door, device, client, "push a position", Outcome.DONE, "");
        return new Entry(NOW.minus(ago), 1, event);
    }

    private static void happened(Entry... entries) {
        var inOrder = Stream.of(entries).sorted(Comparator.comparing(Entry::at)).toList();
        site.server().operate((stores, _) -> stores.activityLog().append(inOrder));
    }
}
