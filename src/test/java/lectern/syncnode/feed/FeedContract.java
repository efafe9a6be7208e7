package lectern.syncnode.feed;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import lectern.account.Account;
import lectern.account.Scope;
import lectern.account.Session;
import lectern.db.Database;
import lectern.db.DatabaseSettings;
import lectern.syncnode.entry.EntryStore;
import lectern.syncnode.entry.Expected;
import lectern.syncnode.entry.Operation;
import lectern.syncnode.entry.Permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Pages, waiting, streams and tickets, over HTTP.
@Timeout(60)
abstract class FeedContract {
    @TempDir
    private Path folder;

    private final AtomicInteger reads = new AtomicInteger();
    private final FeedServer.Clock clock = new FeedServer.Clock();
    private FeedServer server;
    private Account account;
    private Device ana;

    abstract Database database();

    abstract DatabaseSettings settings();

    @BeforeEach
    void open() {
        server = new FeedServer(database(), folder, clock, this::counted);
        account = server.account("ana");
        ana = server.device(account);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /// Counts how often a feed is read.
    private EntryStore counted(EntryStore entries) {
        return (EntryStore) Proxy.newProxyInstance(
                EntryStore.class.getClassLoader(), new Class<?>[] {EntryStore.class}, (_, method, arguments) -> {
                    if (method.getName().equals("changes")) {
                        reads.incrementAndGet();
                    }
                    try {
                        return method.invoke(entries, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    // pages

    @Test
    void anEmptyFeedHasAPlaceToGoOnFrom() throws Exception {
        var nothing = ana.get("/changes");
        assertThat(nothing.status()).isEqualTo(200);
        assertThat(nothing.rows()).isEmpty();
        assertThat(nothing.more()).isFalse();
        ana.put("a");
        assertThat(ana.changes(nothing.cursor()).rows()).containsExactly("put a");
    }

    @Test
    void aRowSaysWhatACallerWantsToKnow() throws Exception {
        var entry = ana.put("notes/a", "text/markdown");
        var row = ana.get("/changes").body().get("changes").get(0);
        assertThat(row.toString())
                .isEqualTo("{\"key\":\"notes/a\",\"address\":\"%s\",\"event\":\"put\",\"token\":\"%s\",\"size\":13,"
                                .formatted(entry.address().text(), entry.token())
                        + "\"modified\":%d,\"permission\":\"OWN\",\"contentType\":\"text/markdown\",\"client\":\"phone-1\"}"
                                .formatted(server.now().toEpochMilli()));
        ana.delete("notes/a");
        var gone = ana.changes(ana.get("/changes?limit=1").cursor()).rows();
        assertThat(gone).as("who never saw it is not told that it is gone").isEmpty();
    }

    @Test
    void onlyTheLastOfEachStoreIsTold() throws Exception {
        var begin = ana.now();
        ana.put("a", "text/1");
        ana.put("b", "text/1");
        ana.put("a", "text/2");
        ana.put("c", "text/1");
        ana.delete("c");
        var page = ana.changes(begin);
        assertThat(page.rows()).containsExactly("put b", "put a", "delete c");
        assertThat(page.body().get("changes").get(1).get("contentType").stringValue())
                .isEqualTo("text/2");
        assertThat(page.body().get("changes").get(2).get("client").stringValue())
                .isEqualTo("phone-1");
        assertThat(ana.changes(begin).rows()).as("again").containsExactly("put b", "put a", "delete c");
        assertThat(ana.changes(page.cursor()).rows()).isEmpty();
    }

    @Test
    void pagesFollowUntilThereIsNoMore() throws Exception {
        IntStream.range(0, 7).forEach(i -> ana.put("k" + i));
        var seen = new ArrayList<String>();
        var page = ana.get("/changes?limit=3");
        seen.addAll(page.rows());
        ana.delete("k1"); // seen, so it has to be told
        ana.delete("k6"); // not seen yet
        while (page.more()) {
            page = ana.get("/changes?limit=3&since=" + page.cursor());
            assertThat(page.rows().size()).isLessThanOrEqualTo(3);
            seen.addAll(page.rows());
        }
        assertThat(seen)
                .contains("put k0", "put k1", "put k2", "put k3", "put k4", "put k5", "delete k1")
                .doesNotContain("put k6");
    }

    @Test
    void aBatchIsNeverTornApart() throws Exception {
        var begin = ana.now();
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < 5; i++) {
            ana.put("b" + i);
        }
        var middle = ana.now();
        for (int i = 0; i < 5; i++) {
            var token = Device.done(server.entries.find(ana.author().caller(), Device.named("b" + i)))
                    .entry()
                    .token();
            operations.add(new Operation.Delete(Device.named("b" + i), Expected.token(token.value())));
        }
        server.entries.batch(ana.author(), operations);
        var page = ana.get("/changes?limit=2&since=" + middle);
        assertThat(page.rows()).hasSize(5);
        assertThat(ana.changes(page.cursor()).rows()).isEmpty();

        try (var events = ana.events("/events?since=" + begin)) {
            var ids = events.changes(5).stream().map(Events.Event::id).toList();
            assertThat(ids.subList(0, 4))
                    .as("who has seen a part has not seen it")
                    .containsOnly("")
                    .hasSize(4);
            assertThat(ana.changes(ids.getLast()).rows()).isEmpty();
        }
    }

    @Test
    void sharingIsToldToWhomItConcerns() throws Exception {
        var ben = server.device(server.account("ben"));
        var begin = ben.now();
        ana.put("list");
        ana.share("list", ben.account(), Permission.WRITE);
        var granted = ben.changes(begin);
        assertThat(granted.rows()).containsExactly("grant list");
        var row = granted.body().get("changes").get(0);
        assertThat(row.get("permission").stringValue()).isEqualTo("WRITE");
        assertThat(row.get("owner").stringValue()).isEqualTo(account.name().value());
        assertThat(row.has("token")).isTrue();

        ana.put("list", "text/2");
        var changed = ben.changes(granted.cursor());
        assertThat(changed.rows()).containsExactly("put list");
        ana.unshare("list", ben.account());
        var revoked = ben.changes(changed.cursor());
        assertThat(revoked.rows()).containsExactly("revoke list");
        assertThat(revoked.body().get("changes").get(0).has("token")).isFalse();
        ana.put("list", "text/3");
        assertThat(ben.changes(revoked.cursor()).rows())
                .as("nothing of it is his business any more")
                .isEmpty();
    }

    @Test
    void aStoreThatGoesWithItsOwnerSaysSo() throws Exception {
        var ben = server.device(server.account("ben"));
        ana.put("list");
        ana.share("list", ben.account(), Permission.READ);
        var begin = ben.now();
        server.accounts.delete(server.accounts.find(account.id()).orElseThrow());
        while (server.entries.deleteSome(account.id(), 1_000) >= 1_000) {
            // there is more
        }
        var row = ben.changes(begin).body().get("changes").get(0);
        assertThat(row.get("event").stringValue()).isEqualTo("delete");
        assertThat(row.get("by").stringValue()).isEqualTo("owner-deleted");
    }

    @Test
    void prefixAndScopeHideTheRest() throws Exception {
        var begin = ana.now();
        ana.put("notes/a");
        ana.put("contacts/b");
        assertThat(ana.get("/changes?prefix=notes/&since=" + begin).rows()).containsExactly("put notes/a");
        assertThat(ana.get("/changes?prefix=" + Device.encoded("nöte")).rows()).isEmpty();
        var scoped = new Device(
                server,
                account.id(),
                server.session(account, Scope.parse("store:contacts/:r")).token());
        assertThat(scoped.changes(begin).rows()).containsExactly("put contacts/b");
    }

    // cursors

    @Test
    void whatIsNoCursorOfTheAccountIsRefused() throws Exception {
        var bens = server.device(server.account("ben")).now();
        var own = ana.now();
        for (var wrong : List.of(bens, "x", "%00", own.substring(1), own + "AAAA", own.replace(own.charAt(9), '='))) {
            var answer = ana.changes(wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.reason()).isEqualTo("bad_cursor");
        }
        assertThat(ana.events("/events?since=x").status()).isEqualTo(400);
    }

    @Test
    void cursorsThatMeanTheSameLookDifferent() throws Exception {
        assertThat(ana.now()).isNotEqualTo(ana.now()).matches("[A-Za-z0-9_-]{60,160}");
    }

    @Test
    void aRestoredBackupEndsEveryCursor() throws Exception {
        ana.put("a");
        var before = ana.now();
        server.identities.beginFeedEpoch("another");
        var expired = ana.changes(before);
        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.reason()).isEqualTo("cursor_expired");
        assertThat(expired.body().get("code").stringValue()).isEqualTo("ERR01");
        ana.put("b");
        assertThat(ana.changes(expired.cursor()).rows()).containsExactly("put b");
        try (var events = ana.events("/events?since=" + before)) {
            var reset = events.next().orElseThrow();
            assertThat(reset.type()).isEqualTo("reset");
            assertThat(reset.data().get("cursor").stringValue()).isEqualTo(reset.id());
            assertThat(events.next()).as("the stream ends").isEmpty();
            assertThat(ana.changes(reset.id()).rows()).isEmpty();
        }
    }

    @Test
    void aCursorOlderThanAForgottenDeletionIsRefused() throws Exception {
        ana.put("a");
        ana.put("b");
        var begin = ana.now();
        ana.delete("a");
        var after = ana.now();
        server.pass(Duration.ofDays(181));
        while (server.entries.deleteExpired(server.now(), 1_000) >= 1_000) {
            // there is more
        }
        ana = server.device(account);
        var expired = ana.changes(begin);
        assertThat(expired.reason()).isEqualTo("cursor_expired");
        assertThat(ana.changes(expired.cursor()).rows()).isEmpty();
        assertThat(ana.changes(after).rows()).isEmpty();
        assertThat(ana.get("/changes").rows()).containsExactly("put b");
        try (var events = ana.events("/events?since=" + begin)) {
            assertThat(events.next().orElseThrow().type()).isEqualTo("reset");
        }
    }

    @Test
    void numbersAreNumbers() throws Exception {
        for (var wrong : List.of("limit=0", "limit=x", "limit=-1", "wait=x", "wait=1.5", "limit=99999999999")) {
            var answer = ana.get("/changes?" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.reason()).isEqualTo("bad_request");
        }
        assertThat(ana.get("/changes?limit=100000").status()).isEqualTo(200);
    }

    // waiting

    @Test
    void whoWaitsHearsOfTheFirstChange() throws Exception {
        var begin = ana.now();
        try (var devices = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = devices.submit(() -> ana.get("/changes?wait=50&since=" + begin));
            await().until(() -> reads.get() > 0);
            ana.put("a");
            assertThat(waiting.get().rows()).containsExactly("put a");
        }
        assertThat(ana.get("/changes?wait=50&since=" + begin).rows())
                .as("what is there already")
                .containsExactly("put a");
    }

    @Test
    void whoWaitsInVainIsAnsweredInTheEnd() throws Exception {
        var begin = ana.now();
        try (var devices = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = devices.submit(() -> ana.get("/changes?wait=1&prefix=notes/&since=" + begin));
            await().until(() -> reads.get() > 0);
            server.device(server.account("ben")).put("of another");
            ana.put("contacts/b"); // beside the prefix
            assertThat(waiting.get().rows()).isEmpty();
            assertThat(ana.changes(waiting.get().cursor()).rows()).isEmpty();
        }
    }

    @Test
    void whoWaitsIsWokenByAnotherProcess() throws Exception {
        var begin = ana.now();
        try (var other = Database.open(settings());
                var beside = new FeedServer(other, folder);
                var devices = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = devices.submit(() -> ana.get("/changes?wait=50&since=" + begin));
            await().until(() -> reads.get() > 0);
            new Device(beside, account.id(), "").put("a");
            assertThat(waiting.get().rows()).containsExactly("put a");
        }
    }

    @Test
    void aSessionThatEndsWhileItWaitsIsToldSo() throws Exception {
        var begin = ana.now();
        var session = server.session(account);
        var waiter = new Device(server, account.id(), session.token());
        try (var devices = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = devices.submit(() -> waiter.get("/changes?wait=50&since=" + begin));
            await().until(() -> reads.get() > 0);
            server.sessions.end(account.id(), session.session().handle());
            assertThat(waiting.get().status()).isEqualTo(401);
        }
    }

    @Test
    void manyWhoWaitCostNoThreadsAndOneRead() throws Exception {
        int many = 300;
        var begin = ana.now();
        int before = Thread.getAllStackTraces().size(); // the platform's
        try (var devices = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<Device.Answer>>();
            while (waiting.size() < many) {
                IntStream.range(0, 20)
                        .forEach(_ -> waiting.add(devices.submit(() -> ana.get("/changes?wait=50&since=" + begin))));
                await().until(() -> reads.get() >= waiting.size());
            }
            assertThat(Thread.getAllStackTraces().size() - before).isLessThan(40);
            assertThat(ana.now()).as("there is room for others").isNotEmpty();
            ana.put("a");
            for (var one : waiting) {
                assertThat(one.get().rows()).containsExactly("put a");
            }
        }
        assertThat(reads.get() - many).as("reads beside the first of each").isLessThan(many / 4);
    }

    @Test
    void aServerThatStopsLetsGo() throws Exception {
        var begin = ana.now();
        try (var devices = Executors.newVirtualThreadPerTaskExecutor();
                var events = ana.events("/events?since=" + begin)) {
            var waiting = devices.submit(() -> ana.get("/changes?wait=50&since=" + begin));
            events.place();
            await().until(() -> reads.get() > 1);
            server.close();
            assertThat(waiting.get().rows()).isEmpty();
            assertThat(events.next()).isEmpty();
        }
    }

    // streams

    @Test
    void aStreamTellsWhatHappens() throws Exception {
        ana.put("a");
        try (var events = ana.events("/events")) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("Content-Type")).contains("text/event-stream");
            assertThat(events.header("Cache-Control")).contains("no-store, no-transform");
            assertThat(events.header("X-Accel-Buffering")).contains("no");
            var first = events.change();
            assertThat(events.retry()).isEqualTo(3000);
            assertThat(first.data())
                    .isEqualTo(ana.get("/changes").body().get("changes").get(0));
            assertThat(ana.changes(first.id()).rows()).isEmpty();
            ana.put("b");
            ana.delete("a");
            assertThat(Device.words(events.changes(2))).containsExactly("put b", "delete a");
        }
        var asStream = ana.request("/changes?since=now")
                .header("Accept", "text/event-stream")
                .build();
        try (var events = Events.open(asStream)) {
            events.place();
            ana.put("c");
            assertThat(Device.brief(events.change().data())).isEqualTo("put c");
        }
    }

    @Test
    void aStreamGoesOnWhereItWasCut() throws Exception {
        String last;
        try (var events = ana.events("/events?since=now")) {
            events.place();
            ana.put("a");
            last = events.change().id();
        }
        ana.put("b");
        var resumed =
                ana.request("/events?since=now").header("Last-Event-ID", last).build();
        try (var events = Events.open(resumed)) {
            assertThat(Device.brief(events.change().data())).isEqualTo("put b");
        }
    }

    @Test
    void aStreamEndsWithItsSession() throws Exception {
        var session = server.session(account);
        var other = new Device(server, account.id(), session.token());
        try (var ends = other.events("/events?since=now");
                var goesOn = ana.events("/events?since=now")) {
            ends.place();
            goesOn.place();
            server.sessions.end(account.id(), session.session().handle());
            assertThat(ends.next()).isEmpty();
            ana.put("a");
            assertThat(Device.brief(goesOn.change().data())).isEqualTo("put a");
            var current = server.accounts.find(account.id()).orElseThrow();
            server.accounts.delete(current);
            assertThat(goesOn.next()).isEmpty();
        }
    }

    @Test
    @Tag("long")
    void aSilentStreamShowsThatItLives() throws Exception {
        try (var events = ana.events("/events?since=now&prefix=notes/");
                var devices = Executors.newVirtualThreadPerTaskExecutor()) {
            events.place();
            ana.put("contacts/b"); // beside the prefix: told by nothing but the place
            var next = devices.submit(() -> events.change());
            await().atMost(Duration.ofSeconds(30)).until(() -> events.comments() > 0);
            ana.put("notes/a");
            assertThat(Device.brief(next.get().data())).isEqualTo("put notes/a");
            assertThat(events.comments()).isEqualTo(1);
        }
    }

    @Test
    void theSeventeenthStreamEndsTheFirst() throws Exception {
        var open = new ArrayList<Events>();
        for (int i = 0; i < 17; i++) {
            var events = ana.events("/events?since=now");
            events.place();
            open.add(events);
        }
        assertThat(open.getFirst().next()).isEmpty();
        ana.put("a");
        for (var events : open.subList(1, 17)) {
            assertThat(Device.brief(events.change().data())).isEqualTo("put a");
        }
        for (var events : open) {
            events.close();
        }
    }

    // tickets

    private String ticket() throws Exception {
        var answer = ana.post("/events");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("expires").longValue())
                .isEqualTo(server.now().plusSeconds(30).toEpochMilli());
        return answer.body().get("ticket").stringValue();
    }

    @Test
    void aTicketOpensAStreamAndOpensItAgain() throws Exception {
        var target = "/events?since=now&ticket=" + ticket();
        String last;
        try (var events = ana.eventSource(target, "")) {
            last = events.place();
            server.pass(Duration.ofMinutes(40)); // longer than a ticket lives that nobody uses
            ana.put("a");
            last = events.change().id();
        }
        ana.put("b");
        try (var events = ana.eventSource(target, last)) {
            assertThat(Device.brief(events.change().data())).isEqualTo("put b");
        }
    }

    @Test
    void aTicketIsUsedSoonOrNotAtAll() throws Exception {
        var ticket = ticket();
        server.pass(Duration.ofSeconds(30));
        assertThat(ana.eventSource("/events?ticket=" + ticket, "").status()).isEqualTo(401);
        assertThat(ana.eventSource("/events?ticket=unheard-of", "").status()).isEqualTo(401);
        assertThat(ana.eventSource("/events", "").status()).isEqualTo(401);
    }

    @Test
    void aTicketHasOneStreamAtATime() throws Exception {
        var target = "/events?since=now&ticket=" + ticket();
        try (var first = ana.eventSource(target, "")) {
            var place = first.place();
            assertThat(ana.eventSource(target, "").status()).isEqualTo(401);
            try (var second = ana.eventSource(target, place)) {
                assertThat(second.status())
                        .as("who knows what the first was told has lost it")
                        .isEqualTo(200);
                assertThat(first.next()).isEmpty();
                ana.put("a");
                assertThat(Device.brief(second.change().data())).isEqualTo("put a");
            }
        }
    }

    @Test
    void aTicketOpensNothingElse() throws Exception {
        var ticket = ticket();
        var thief = new Device(server, account.id(), ticket);
        assertThat(thief.get("/changes").status()).isEqualTo(401);
        assertThat(ana.eventSource("/changes?ticket=" + ticket, "").status()).isEqualTo(401);
    }

    @Test
    void aTicketEndsWithItsSession() throws Exception {
        Session.Opened session = server.session(account);
        var page = new Device(server, account.id(), session.token());
        var ticket = page.post("/events").body().get("ticket").stringValue();
        var target = "/events?since=now&ticket=" + ticket;
        try (var events = page.eventSource(target, "")) {
            var place = events.place();
            server.sessions.end(account.id(), session.session().handle());
            assertThat(events.next()).isEmpty();
            assertThat(page.eventSource(target, place).status()).isEqualTo(401);
        }
    }

    @Test
    void whoStaysAwayForFiveMinutesNeedsAnotherTicket() throws Exception {
        var target = "/events?since=now&ticket=" + ticket();
        String place;
        try (var events = ana.eventSource(target, "")) {
            place = events.place();
        }
        await().until(() -> {
            try (var again = ana.eventSource(target, "")) {
                return again.status() == 200; // the server has noticed that the first is gone
            }
        });
        server.pass(Duration.ofMinutes(4));
        try (var again = ana.eventSource(target, place)) {
            assertThat(again.status()).isEqualTo(200);
            again.place();
        }
        await().untilAsserted(() -> {
            server.pass(Duration.ofMinutes(5));
            assertThat(ana.eventSource(target, "").status()).isEqualTo(401);
        });
    }
}
