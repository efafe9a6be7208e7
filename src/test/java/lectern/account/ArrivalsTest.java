package lectern.account;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.account.Arrival.Onlooker;
import lectern.account.Arrival.Said;
import lectern.account.Event.Outcome;
import lectern.db.TestDatabase;
import lectern.http.Cors;
import lectern.http.Faults;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;
import lectern.http.Response;
import lectern.http.Router;
import lectern.http.Slashes;

import static org.assertj.core.api.Assertions.assertThat;

/// A door at which anybody may say who they mean and how it ends: `/knock/<account or ->/<outcome>`.
class ArrivalsTest {
    private static final AccountId ANA = new AccountId("00000000-0000-4000-8000-00000000000a");
    private static final AccountId BEN = new AccountId("00000000-0000-4000-8000-00000000000b");
    private static final String HERE = "127.0.0.1";

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    private TestServices services;
    private Arrivals arrivals;
    private HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() {
        services = TestServices.on(database.open());
        arrivals = services.activity().arrivals();
        var router = new Router("knock", Slashes.MERGED, Faults.plain(), Cors.none())
                .get("/knock/{account}/{outcome}", request -> {
                    var account = Optional.of(request.parameter("account"))
                            .filter(name -> !name.equals("-"))
                            .map(AccountId::new);
                    var outcome = Outcome.valueOf(request.parameter("outcome"));
                    services.activity()
                            .record(
                                    new Event(account, Door.KOSYNC, "Kobo", "KOReader", "sign in", outcome, "why"),
                                    request);
                    return Response.empty(204);
                });
        server = HttpServer.open(
                HttpSettings.defaults().at(HERE, 0),
                new FrontDoor("").astray(arrivals::astray).mount(router, "knock"),
                new Metrics());
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
        services.close();
    }

    @Test
    void whatWasRefusedIsShownToTheAccountThatWasMeantAndToNobodyElse() throws Exception {
        knock("/knock/" + ANA + "/REFUSED");

        var seen = arrivals.seenBy(new Onlooker(ANA, "elsewhere", false));
        assertThat(seen)
                .extracting(Arrival::said)
                .containsExactly(Optional.of(new Said(Door.KOSYNC, "Kobo", "sign in", Outcome.REFUSED, "why")));
        assertThat(seen.getFirst().encrypted()).isFalse();
        assertThat(seen.getFirst().doubled()).isFalse();
        assertThat(arrivals.seenBy(new Onlooker(BEN, HERE, false))).isEmpty();
        assertThat(arrivals.seenBy(new Onlooker(BEN, "elsewhere", true))).isEqualTo(seen);
    }

    @Test
    void whatNamesNobodyIsShownWhereItCameFrom() throws Exception {
        knock("/knock/-/REFUSED");

        assertThat(arrivals.seenBy(new Onlooker(ANA, HERE, false))).hasSize(1);
        assertThat(arrivals.seenBy(new Onlooker(ANA, "elsewhere", false))).isEmpty();
    }

    @Test
    void whatGoesWellIsKeptWhileSomebodyLooks() throws Exception {
        var ana = new Onlooker(ANA, HERE, false);
        knock("/knock/" + ANA + "/DONE");
        assertThat(arrivals.seenBy(ana)).isEmpty();

        knock("//knock/" + ANA + "/DONE");

        assertThat(arrivals.seenBy(ana)).extracting(Arrival::doubled).containsExactly(true);

        services.stores().clock().goOn(Arrivals.KEPT);
        assertThat(arrivals.seenBy(ana)).isEmpty();
    }

    @Test
    void aWrongPathIsShownWithoutWhatMightBeASecretInIt() throws Exception {
        knock("/ankisync/hostKey?k=secret");
        knock("/x/abcdefgh23456789/y");

        assertThat(arrivals.seenBy(new Onlooker(ANA, HERE, false)))
                .extracting(Arrival::path)
                .containsExactly("/x/.../y", "/ankisync/hostKey");
    }

    @Test
    void whatABrowserAsksForOnTheWayToAPageIsNoDevice() throws Exception {
        client.send(
                HttpRequest.newBuilder(address("/favicon.ico"))
                        .header("Sec-Fetch-Dest", "image")
                        .build(),
                BodyHandlers.discarding());

        assertThat(arrivals.seenBy(new Onlooker(ANA, HERE, true))).isEmpty();
    }

    @Test
    void nobodyPushesOutWhatAnotherLooksFor() throws Exception {
        knock("/knock/" + ANA + "/REFUSED");
        for (int i = 0; i <= Arrivals.MOST_OF_ONE; i++) {
            knock("/nowhere");
        }

        assertThat(arrivals.seenBy(new Onlooker(ANA, "elsewhere", false))).hasSize(1);
        assertThat(arrivals.seenBy(new Onlooker(BEN, HERE, false))).hasSize(Arrivals.MOST_OF_ONE);
    }

    @Test
    void whoWatchesIsCalledForWhatTheyMaySee() throws Exception {
        var calls = new AtomicInteger();
        try (var _ = arrivals.watch(new Onlooker(ANA, "elsewhere", false), calls::incrementAndGet)) {
            knock("/knock/" + BEN + "/REFUSED");
            knock("/knock/" + ANA + "/REFUSED");
        }
        knock("/knock/" + ANA + "/REFUSED");

        assertThat(calls).hasValue(1);
    }

    private void knock(String path) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.discarding());
    }

    private URI address(String path) {
        return URI.create("http://" + HERE + ":" + server.port() + path);
    }
}
