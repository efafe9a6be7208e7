package lectern.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import lectern.bench.Requests.Kind;
import lectern.e2e.Kobo;
import lectern.e2e.ServerProcess;

/// `./lectern serve` with its default flags and settings, after readers came and brought their documents.
record KosyncServer(ServerProcess process, Target target) implements AutoCloseable {
    private static final Path SCRIPT = Path.of("lectern").toAbsolutePath();

    static KosyncServer fill(Path data, Map<String, String> settings, int accounts, int documents) throws IOException {
        Files.createDirectories(data);
        var welcoming = new HashMap<>(settings);
        welcoming.put("LECTERN_REGISTRATION", "open");
        welcoming.put("LECTERN_LIMITS", "off");
        welcoming.put("LECTERN_KOSYNC_PUSHES_PER_MINUTE", "1000000");
        try (var process = ServerProcess.start(SCRIPT, data, welcoming);
                var client = HttpClient.newHttpClient()) {
            for (int account = 0; account < accounts; account++) {
                register(new Kobo(client, process.address(), KosyncRequests.account(account)));
            }
            target(process, accounts, documents).fill();
        }
        var measured = new HashMap<>(settings);
        measured.put("LECTERN_LIMITS", "off"); // 32 first sign-ins at once are more than a person makes
        measured.put("LECTERN_KOSYNC_PUSHES_PER_MINUTE", "1000000"); // every reader here pushes like a hundred
        var process = ServerProcess.start(SCRIPT, data, measured);
        return new KosyncServer(process, target(process, accounts, documents));
    }

    private static Target target(ServerProcess process, int accounts, int documents) {
        var words = List.of("kosync", String.valueOf(accounts), String.valueOf(documents));
        return new Target(new Usage(process.pid()), process.address().getPort(), words);
    }

    @Override
    public void close() {
        process.close();
    }

    /// What it says to one request of this kind.
    String answer(Kind kind) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var kobo = new Kobo(client, process.address(), KosyncRequests.account(0));
            var document = KosyncRequests.document(0);
            return (kind == Kind.READ ? kobo.pull(document) : kobo.push(document, "/body/DocFragment[1]")).body();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void register(Kobo kobo) throws IOException {
        try {
            var answer = kobo.register();
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(
                        "registration was answered " + answer.statusCode() + ": " + answer.body());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
