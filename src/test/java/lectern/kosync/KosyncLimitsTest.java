package lectern.kosync;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;
import lectern.kosync.TestServer.Setup;
import lectern.wire.Header;

import static org.assertj.core.api.Assertions.assertThat;

/// What is refused because it is too much. Numbers are those of the protocol's test checklist.
class KosyncLimitsTest {
    private static final String KEY = "a029d0df84eb5549c641e04a9ef389e5";
    private static final String OTHER_KEY = "1c56000eef209217ec0b50354558ab1a";
    private static final Instant NOW = Instant.parse("2026-02-14T10:00:20Z"); // no limit ends while a test runs

    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.open(database.open(), folder, Setup.usual().with(() -> NOW));
        server.register("ana", KEY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// D18.
    @Test
    void farMorePushesThanThatInAMinuteAreTooMany() {
        var pushes = KosyncSettings.defaults().pushesPerMinute();

        assertThat(IntStream.range(0, pushes))
                .allSatisfy(
                        _ -> assertThat(server.push("ana", KEY, "dune", "17").status())
                                .isEqualTo(200));
        var tooMany = server.push("ana", KEY, "dune", "17");

        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.header("Retry-After")).hasValue("40");
        assertThat(tooMany.body()).isEqualTo("{\"code\":3006,\"message\":\"Too many requests, try again later.\"}");
        assertThat(server.pull("ana", KEY, "dune").status()).isEqualTo(200);
    }

    /// 68.
    @Test
    void tenThousandFailingNamesCostNoMoreThanAHundredHashes() throws Exception {
        server.push("ana", KEY, "dune", "17");

        var statuses = new ArrayList<Integer>();
        try (var client = HttpClient.newHttpClient()) {
            for (var name = 0; name < 10_000; name++) {
                statuses.add(status(client, "nobody" + name));
            }
        }

        assertThat(statuses).containsOnly(401, 429);
        assertThat(statuses).filteredOn(status -> status == 401).hasSizeLessThanOrEqualTo(100);
        assertThat(server.push("ana", KEY, "dune", "18").status()).isEqualTo(200);
    }

    private int status(HttpClient client, String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.http().port() + "/users/auth"))
                .header("x-auth-user", name)
                .header("x-auth-key", OTHER_KEY)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /// 69.
    @Test
    void whatAStrangerSaysAboutItsAddressChangesNoLimit() {
        var statuses = IntStream.range(0, 15)
                .mapToObj(number -> Stream.concat(
                                TestServer.headers("ana", OTHER_KEY).stream(),
                                Stream.of(
                                        new Header("X-Forwarded-For", "198.51.100." + number),
                                        new Header("Forwarded", "for=198.51.100." + number),
                                        new Header("X-Real-IP", "198.51.100." + number)))
                        .toList())
                .map(headers ->
                        server.wire().ask("GET", "/users/auth", headers, "").status())
                .toList();

        assertThat(statuses.getLast()).isEqualTo(429);
    }
}
