package lectern.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.Commits;
import lectern.db.Database;
import lectern.db.DatabaseException;
import lectern.db.Dialect;
import lectern.db.TestDatabase;
import lectern.db.Work;
import lectern.http.FrontDoor;
import lectern.http.HttpServer;
import lectern.http.HttpSettings;
import lectern.http.Metrics;

import static org.assertj.core.api.Assertions.assertThat;

class HealthTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));

    /// A real one that can be broken, and counts what is written.
    private static final class Fragile implements Database {
        private final Database real;
        private volatile boolean broken;
        private volatile int writes;

        private Fragile(Database real) {
            this.real = real;
        }

        @Override
        public <T> T read(Work<T> work) {
            return real.read(work);
        }

        @Override
        public synchronized <T> T write(Work<T> work) {
            writes++;
            if (broken) {
                throw new DatabaseException.Unavailable("The disk is full.");
            }
            return real.write(work);
        }

        @Override
        public Commits commits() {
            return real.commits();
        }

        @Override
        public Dialect dialect() {
            return real.dialect();
        }

        @Override
        public void close() {}
    }

    @Test
    void aDatabaseThatCannotBeWrittenIsSaidWithinSeconds() {
        var fragile = new Fragile(database.open());
        try (var server = serve(fragile, data)) {
            assertThat(answer(server, "GET")).isEqualTo("200 {\"status\":\"ok\",\"database\":true,\"disk\":true}");
            fragile.broken = true;
            pass(5);
            assertThat(answer(server, "GET")).isEqualTo("500 {\"status\":\"error\",\"database\":false,\"disk\":true}");
            fragile.broken = false;
            pass(5);
            assertThat(answer(server, "GET")).startsWith("200 ");
        }
    }

    @Test
    void aDiskThatTakesNoFileIsSaid() {
        try (var server = serve(new Fragile(database.open()), data.resolve("gone"))) {
            assertThat(answer(server, "GET")).isEqualTo("500 {\"status\":\"error\",\"database\":true,\"disk\":false}");
        }
    }

    @Test
    void askingOftenCostsOneLookInFiveSeconds() {
        var fragile = new Fragile(database.open());
        try (var server = serve(fragile, data)) {
            for (int second = 0; second < 5; second++) {
                answer(server, "GET");
                pass(1);
            }
            assertThat(fragile.writes).isEqualTo(1);
            answer(server, "GET");
            assertThat(fragile.writes).isEqualTo(2);
        }
    }

    @Test
    void itLeavesNothingBehindAndAnswersHead() {
        try (var server = serve(new Fragile(database.open()), data)) {
            assertThat(answer(server, "HEAD")).isEqualTo("200 ");
            assertThat(data).isEmptyDirectory();
        }
    }

    private void pass(int seconds) {
        now.updateAndGet(before -> before.plusSeconds(seconds));
    }

    private HttpServer serve(Database of, Path folder) {
        var door = new FrontDoor("").mount(new Health(of, folder, now::get).router(), "health");
        return HttpServer.open(HttpSettings.defaults().at("127.0.0.1", 0), door, new Metrics());
    }

    private String answer(HttpServer server, String method) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/health"))
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
