package lectern.e2e.syncnode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.e2e.Packaged;
import lectern.e2e.ServerProcess;
import lectern.syncnode.StoreClient;

import static org.assertj.core.api.Assertions.assertThat;

/// The server is killed again and again while a store comes in pieces: the upload goes on behind what was told to be
/// there, and in the end every byte is right.
@Tag("e2e")
class UploadCrashTest {
    private static final int FILM = 60_000_000;
    private static final int KILLS = 5;
    private static final int MOST_BYTES_BEFORE_A_KILL = 20_000_000;
    private static final Map<String, String> SETTINGS = Map.of("LECTERN_REGISTRATION", "open", "LECTERN_LIMITS", "off");

    private final long seed = Long.getLong("lectern.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void anUploadOutlivesWhoeverKillsTheServer() throws Exception {
        var film = new byte[FILM];
        random.nextBytes(film);
        var data = Files.createDirectory(folder.resolve("data"));
        try (var http = HttpClient.newHttpClient()) {
            Upload upload;
            try (var server = start(data)) {
                upload = begun(StoreClient.register(http, server.address(), "ana"));
            }
            int offset = 0;
            for (int i = 0; i < KILLS; i++) {
                try (var server = start(data)) {
                    offset = offset(upload, server, offset);
                    sendUntilKilled(upload, server, film, offset);
                }
            }
            try (var server = start(data)) {
                offset = offset(upload, server, offset);
                var last = upload.ask(server, "PATCH", offset, BodyPublishers.ofByteArray(film, offset, FILM - offset));
                assertThat(last.statusCode()).as(last.body()).isEqualTo(204);
                var found = new StoreClient(http, server.address(), upload.bearer()).get("film");
                assertThat(found.body()).isEqualTo(film);
            }
        }
    }

    private static ServerProcess start(Path data) {
        return ServerProcess.start(Packaged.SCRIPT, data, SETTINGS);
    }

    private static Upload begun(StoreClient ana) throws Exception {
        var begin = HttpRequest.newBuilder(URI.create(ana.server() + "/uploads"))
                .header("Authorization", "Bearer " + ana.bearer())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", Integer.toString(FILM))
                .header("Upload-Metadata", "key ZmlsbQ==") // film
                .POST(BodyPublishers.noBody());
        var begun = ana.http().send(begin.build(), BodyHandlers.ofString());
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        return new Upload(
                ana.http(), ana.bearer(), begun.headers().firstValue("Location").orElseThrow());
    }

    private int offset(Upload upload, ServerProcess server, int before) throws Exception {
        var head = upload.ask(server, "HEAD", before, BodyPublishers.noBody());
        assertThat(head.statusCode()).isEqualTo(200);
        int offset =
                Math.toIntExact(head.headers().firstValueAsLong("Upload-Offset").orElseThrow());
        assertThat(offset).as("seed %d: what was told once", seed).isGreaterThanOrEqualTo(before);
        return offset;
    }

    /// At the latest when it is nearly done.
    private void sendUntilKilled(Upload upload, ServerProcess server, byte[] film, int offset) throws Exception {
        var countdown = new Countdown(1 + random.nextInt(Math.min(MOST_BYTES_BEFORE_A_KILL, (FILM - offset) / 2)));
        var rest = BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new Counted(film, offset, countdown)), FILM - offset);
        try (var thread = Executors.newSingleThreadExecutor()) {
            var sending = thread.submit(() -> {
                try {
                    return upload.ask(server, "PATCH", offset, rest).statusCode();
                } catch (IOException _) {
                    return 0; // the server was killed, as it was meant to be
                }
            });
            assertThat(countdown.await(2, TimeUnit.MINUTES)).as("seed %d", seed).isTrue();
            server.kill();
            assertThat(sending.get()).isZero();
        }
    }

    private record Upload(HttpClient http, String bearer, String location) {
        HttpResponse<String> ask(ServerProcess server, String method, int offset, BodyPublisher body)
                throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(URI.create(server.address() + location))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Authorization", "Bearer " + bearer)
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Offset", Integer.toString(offset))
                    .header("Content-Type", "application/offset+octet-stream")
                    .method(method, body);
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
