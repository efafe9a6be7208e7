package lectern.e2e.anki.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.e2e.anki.AnkiServer;
import lectern.e2e.anki.engine.Content;
import lectern.e2e.anki.engine.RandomEdits;
import lectern.e2e.anki.recorded.Recorded;
import lectern.e2e.anki.recorded.Recorder;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is sent, the server answers what its contract allows, and neither the stored collection changes nor any
/// file outside the folders of its account.
class HostileInputTest {
    private static final Set<Integer> OF_THE_PROTOCOL = Set.of(200, 400, 403, 404, 405, 408, 409, 413, 501);

    /// Of a request line or header that is none.
    private static final Set<Integer> OF_HTTP = Set.of(411, 414, 415, 431, 505);

    private static final int PATIENCE_MILLIS = 20_000;

    private final long seed = Long.getLong("lectern.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Mutator mutator = new Mutator(random);

    @TempDir
    Path folder;

    private AnkiServer server;
    private List<List<Recorded>> sessions;
    private Recorded upload;

    @BeforeEach
    void start() {
        server = AnkiServer.start(folder);
        sessions = record();
        upload = sessions.stream()
                .flatMap(List::stream)
                .filter(HostileInputTest::isUpload)
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aThousandDamagedRequestsChangeNothing() {
        attack(1000);
    }

    @Test
    @Tag("long")
    void tenThousandDamagedRequestsChangeNothing() {
        attack(10_000);
    }

    private void attack(int mutations) {
        var stored = stored();
        var outside = filesOutside();
        for (int i = 1; i <= mutations; i++) {
            var session = sessions.get(random.nextInt(sessions.size()));
            int last = random.nextInt(session.size());
            session.subList(0, last).forEach(request -> send(request.bytes()));
            var request = session.get(last);
            var mutation = mutator.mutate(request);
            var answer = send(mutation.bytes());

            var what = "seed %d, mutation %d of %s".formatted(seed, i, request.path());
            if (mutation.answerable()) {
                assertThat(answer.status()).as(what).isIn(OF_THE_PROTOCOL);
            } else if (!answer.isEmpty() && !OF_HTTP.contains(answer.status())) {
                assertThat(answer.status()).as(what).isIn(OF_THE_PROTOCOL);
            }
            if (isUpload(request)
                    && answer.saysOk()) { // another value in a sound file is nothing that anybody can tell
                send(upload.bytes());
            }
            if (i % 250 == 0) {
                assertThat(stored().differences(stored)).as(what).isEmpty();
                assertThat(filesOutside()).as(what).isEqualTo(outside);
            }
        }
    }

    /// What two devices ask when each has something for the other, by the sync it belongs to. The last is an upload of
    /// what they then both have, so that all of it can be asked again and changes nothing.
    private List<List<Recorded>> record() {
        try (var desktop = server.device("desktop");
                var recorder = Recorder.before(server.address());
                var phone = AnkiServer.device(folder, recorder.address(), "phone")) {
            desktop.edits().addNotes(300, "Default", "first");
            desktop.edits().addMedia(5, 1000, "desktop", 1);
            desktop.upload();
            phone.download();
            new RandomEdits(desktop, 1).make(60);
            desktop.sync();
            desktop.syncMedia();
            phone.sync(); // takes first and gives later, so that what it gives is what both have in the end
            new RandomEdits(phone, 2).make(60);
            phone.edits().addMedia(5, 1000, "phone", 2);
            phone.edits().deleteMedia(List.of("phone0.bin"));
            phone.sync();
            phone.syncMedia();
            phone.upload();
            return bySession(recorder.requests());
        }
    }

    private static List<List<Recorded>> bySession(List<Recorded> requests) {
        var sessions = new LinkedHashMap<String, List<Recorded>>();
        for (var request : requests) {
            sessions.computeIfAbsent(request.session(), _ -> new ArrayList<>()).add(request);
        }
        return List.copyOf(sessions.values());
    }

    /// Without the time of the last schema change, which one refusal sets. No sync is open then.
    private Content stored() {
        var sync = sessions.stream()
                .flatMap(List::stream)
                .filter(request -> request.path().endsWith("/start"))
                .findFirst()
                .orElseThrow();
        send(sync.bytes());
        var abort = new Recorded("/sync/abort", sync.header(), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(send(abort.bytes()).status()).isEqualTo(200);
        return AnkiServer.stored(folder).without("col");
    }

    /// Below the test's folder, without the two places where the account has its files.
    private List<String> filesOutside() {
        try (var files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith("data/anki/")
                            && !name.startsWith("data/blobs/")
                            && !name.startsWith("data/lectern.db-")
                            && !name.startsWith("stored"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUpload(Recorded request) {
        return request.path().endsWith("/upload");
    }

    private Answer send(byte[] request) {
        URI address = server.address();
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return exchange(socket, request);
        } catch (IOException e) {
            throw new UncheckedIOException("seed " + seed, e);
        }
    }

    private static Answer exchange(Socket socket, byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
        } catch (IOException _) {
            // refused before it was sent to its end
        }
        return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    private record Answer(String text) {
        boolean isEmpty() {
            return text.isEmpty();
        }

        int status() {
            return Integer.parseInt(text.split(" ", 3)[1]);
        }

        /// A stream of zstd holds so short a text as it is.
        boolean saysOk() {
            return status() == 200 && text.endsWith("OK");
        }
    }
}
