package lectern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import lectern.e2e.Packaged;
import lectern.e2e.ServerProcess;

/// `./bench start [rounds]`: from the start of the process to the first answered request, on a data folder that is
/// already there, in turns.
final class StartBench {
    private StartBench() {}

    public static void main(String[] args) throws IOException {
        int rounds = args.length == 0 ? 15 : Integer.parseInt(args[0]);
        var data = Files.createTempDirectory("lectern-bench").resolve("data");
        Files.createDirectory(data);
        var sources = Path.of("lectern").toAbsolutePath();
        start(sources, data, Map.of());

        var cached = new double[rounds];
        var uncached = new double[rounds];
        var built = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            cached[round] = start(Packaged.SCRIPT, data, Map.of());
            uncached[round] = start(Packaged.SCRIPT, data, Map.of("JAVA_OPTS", "-XX:AOTMode=off"));
            built[round] = start(sources, data, Map.of());
        }

        System.out.printf("From start to the first answer, medians of %d rounds%n%n", rounds);
        double without = median(uncached);
        line("packaged, without the AOT cache", without, "");
        line(
                "packaged",
                median(cached),
                "%5.0f %% of above   to reach: 50 %%".formatted(100 * median(cached) / without));
        line("./lectern, with the JDK's own cache", median(built), "");
    }

    private static double start(Path script, Path data, Map<String, String> settings) {
        long began = System.nanoTime();
        var server = ServerProcess.start(script, data, settings);
        long answered = System.nanoTime();
        server.close();
        return (answered - began) / 1e6;
    }

    private static double median(double[] rounds) {
        Arrays.sort(rounds);
        return rounds[rounds.length / 2];
    }

    private static void line(String name, double millis, String share) {
        System.out.printf("%-36s %6.0f ms %s%n", name, millis, share);
    }
}
