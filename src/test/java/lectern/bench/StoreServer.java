package lectern.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import lectern.e2e.ServerProcess;
import lectern.syncnode.StoreClient;

/// `./lectern serve` with its default settings, after people came and their apps stored something.
///
/// @param bearers one of each account
record StoreServer(ServerProcess process, Target target, List<String> bearers) implements AutoCloseable {
    private static final Path SCRIPT = Path.of("lectern").toAbsolutePath();

    /// Accounts, stores of each, and bytes in each.
    record Filling(int accounts, int stores, int size) {}

    static StoreServer fill(Path data, Map<String, String> settings, Filling filling) throws IOException {
        Files.createDirectories(data);
        var bearersFile = Path.of(data + ".bearers");
        var words = List.of(
                "store", bearersFile.toString(), String.valueOf(filling.stores()), String.valueOf(filling.size()));
        var welcoming = new HashMap<>(settings);
        welcoming.put("LECTERN_REGISTRATION", "open");
        welcoming.put("LECTERN_LIMITS", "off");
        List<String> bearers;
        try (var process = ServerProcess.start(SCRIPT, data, welcoming);
                var http = HttpClient.newHttpClient()) {
            bearers = IntStream.range(0, filling.accounts())
                    .mapToObj(number -> StoreClient.register(http, process.address(), "app" + number)
                            .bearer())
                    .toList();
            Files.write(bearersFile, bearers);
            target(process, words).fill();
        }
        var process = ServerProcess.start(SCRIPT, data, settings); // what passwords and filling took of memory is gone
        return new StoreServer(process, target(process, words), bearers);
    }

    private static Target target(ServerProcess process, List<String> words) {
        return new Target(new Usage(process.pid()), process.address().getPort(), words);
    }

    int port() {
        return target.port();
    }

    @Override
    public void close() {
        process.close();
    }
}
