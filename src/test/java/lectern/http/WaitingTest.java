package lectern.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import lectern.http.Waiting.Woken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Requests that wait for what others do, and answers that go on.
class WaitingTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server = open(LONG);

    private HttpServer open(Duration idle) {
        var router = new Router("feed", Slashes.RAW, Faults.plain(), Cors.none())
                .compressed()
                .get("/feed/now", _ -> Response.text(200, "now"))
                .get("/feed/poll", this::poll)
                .get("/feed/silent", this::silent)
                .get("/feed/events", this::events);
        var settings = new HttpSettings("127.0.0.1", 0, OptionalInt.empty(), Proxies.none(), 2, 4, idle, LONG);
        return HttpServer.open(settings, new FrontDoor("").mount(router, "feed"), new Metrics());
    }

    private Response poll(Request request) {
        var mine = request.waiting();
        waiting.add(mine);
        return Response.text(200, mine.await(LONG).name());
    }

    private Response silent(Request request) {
        var mine = request.waiting();
        return Response.events(out -> {
            out.flush();
            out.write(mine.await(Duration.ofSeconds(1)).name().getBytes(UTF_8));
        });
    }

    private Response events(Request request) {
        var mine = request.waiting();
        return Response.events(out -> {
            out.flush();
            waiting.add(mine);
            try {
                write(out, mine);
            } finally {
                ended.countDown();
            }
        });
    }

    private static void write(OutputStream out, Waiting mine) throws IOException {
        int count = 0;
        for (var woken = mine.await(LONG); woken == Woken.CALLED; woken = mine.await(LONG)) {
            out.write(("id: " + ++count + "\n\n").getBytes(UTF_8));
            out.flush();
        }
        out.write("bye".getBytes(UTF_8));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatOthersDoEndsAWaitAndIsNeverLost() {
        var mine = new Waiting();
        mine.call();
        mine.call();
        assertThat(mine.await(LONG)).isEqualTo(Woken.CALLED);
        assertThat(mine.await(Duration.ofMillis(1))).isEqualTo(Woken.TIME_UP);
        mine.end();
        assertThat(mine.await(LONG)).isEqualTo(Woken.OVER);
        assertThat(mine.await(LONG)).isEqualTo(Woken.OVER);
    }

    @Test
    void whoWaitsTakesNoPlaceFromWhoWorks() throws Exception {
        try (var first = Raw.to(server.port());
                var second = Raw.to(server.port())) {
            first.send("GET /feed/poll HTTP/1.1\r\nHost: x\r\n\r\n");
            var one = taken();
            second.send("GET /feed/poll HTTP/1.1\r\nHost: x\r\n\r\n");
            var other = taken();
            assertThat(now()).isEqualTo(200);
            one.call();
            assertThat(first.answer().body()).isEqualTo("CALLED");
            other.call();
            assertThat(second.answer().body()).isEqualTo("CALLED");
            second.send("GET /feed/now HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(second.answer().body()).isEqualTo("now");
        }
    }

    @Test
    void anEventIsSentWhenItHappens() throws Exception {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /feed/events HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n");
            var head = raw.head();
            assertThat(head.headers())
                    .containsEntry("content-type", "text/event-stream")
                    .containsEntry("cache-control", "no-store, no-transform")
                    .containsEntry("x-accel-buffering", "no")
                    .containsEntry("connection", "close")
                    .doesNotContainKeys("content-encoding", "content-length");
            var mine = taken();
            for (int i = 1; i < 4; i++) {
                mine.call();
                assertThat(raw.read(7)).isEqualTo("id: " + i + "\n\n");
            }
            assertThat(now()).isEqualTo(200);
        }
    }

    @Test
    void silenceEndsNothing() throws Exception {
        server.close();
        server = open(Duration.ofMillis(300));
        assertThat(Raw.ask(server.port(), "GET /feed/silent HTTP/1.1\r\nHost: x\r\n\r\n")
                        .body())
                .isEqualTo("TIME_UP");
    }

    @Test
    void aClientThatHangsUpIsNoticedAtOnce() throws Exception {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /feed/events HTTP/1.1\r\nHost: x\r\n\r\n");
            raw.head();
        }
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(now()).isEqualTo(200));
    }

    @Test
    void aStopEndsWhatGoesOn() throws Exception {
        try (var events = Raw.to(server.port());
                var poll = Raw.to(server.port())) {
            events.send("GET /feed/events HTTP/1.1\r\nHost: x\r\n\r\n");
            events.head();
            taken();
            poll.send("GET /feed/poll HTTP/1.1\r\nHost: x\r\n\r\n");
            taken();
            var closing = Thread.ofVirtual().start(server::close);
            assertThat(poll.answer().body()).isEqualTo("OVER");
            assertThat(events.rest()).isEqualTo("bye");
            assertThat(closing.join(Duration.ofMinutes(1))).isTrue();
        }
    }

    @Test
    void whoSendsMoreWhileItListensIsNotHeard() throws Exception {
        try (var raw = Raw.to(server.port())) {
            raw.send("GET /feed/events HTTP/1.1\r\nHost: x\r\n\r\n");
            raw.head();
            raw.send("GET /feed/now HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100));
            taken().call();
            assertThat(raw.read(7)).isEqualTo("id: 1\n\n");
        }
    }

    private Waiting taken() throws InterruptedException {
        var taken = waiting.poll(60, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return taken;
    }

    private int now() throws IOException {
        return Raw.ask(server.port(), "GET /feed/now HTTP/1.1\r\nHost: x\r\n\r\n")
                .status();
    }
}
