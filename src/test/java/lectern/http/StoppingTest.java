package lectern.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

class StoppingTest {
    private static final int TIMES = 100; // the moment in which it matters is short
    private static final int PEOPLE = 8;

    private final Router router =
            new Router("test", Slashes.RAW, Faults.plain(), Cors.none()).get("/it/now", _ -> Response.text(200, "now"));

    @Test
    void whoComesWhileItStopsIsAnsweredOrSentAway() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < TIMES; i++) {
                var server = HttpServer.open(
                        HttpSettings.defaults().at("127.0.0.1", 0),
                        new FrontDoor("").mount(router, "it"),
                        new Metrics());
                int port = server.port();
                var underWay = new CountDownLatch(PEOPLE);
                var all = new ArrayList<Future<?>>();
                for (int person = 0; person < PEOPLE; person++) {
                    all.add(people.submit(askingUntilItIsGone(port, underWay)));
                }
                underWay.await();
                server.close();
                for (var one : all) {
                    one.get();
                }
            }
        }
    }

    private static Runnable askingUntilItIsGone(int port, CountDownLatch underWay) {
        return () -> {
            while (true) {
                try (var raw = Raw.to(port)) {
                    raw.send("GET /it/now HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .rest();
                } catch (SocketTimeoutException left) {
                    throw new AssertionError("left waiting", left);
                } catch (IOException _) {
                    return;
                } finally {
                    underWay.countDown();
                }
            }
        };
    }
}
