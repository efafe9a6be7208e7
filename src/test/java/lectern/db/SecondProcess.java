package lectern.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Another Lectern on the same file: writes rows into the table `thing` and prints the id of each when it is stored.
final class SecondProcess implements AutoCloseable {
    private final Process process;

    private SecondProcess(Process process) {
        this.process = process;
    }

    static SecondProcess start(Path file, int writers, int rows) throws IOException {
        return new SecondProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondProcess.class.getName(),
                        file.toString(),
                        Integer.toString(writers),
                        Integer.toString(rows))
                .redirectErrorStream(true)
                .start());
    }

    BufferedReader output() {
        return process.inputReader();
    }

    /// As a power cut would, as far as a process can tell.
    void kill() {
        process.toHandle().destroyForcibly(); // which leaves the output to be read, unlike Process.destroyForcibly()
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) {
        var file = Path.of(arguments[0]);
        int writers = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        try (var database = SqliteDatabase.open(file, List.of())) {
            var threads = IntStream.range(0, writers)
                    .mapToObj(
                            writer -> Thread.startVirtualThread(() -> write(database, writer * rows, rows, System.out)))
                    .toList();
            threads.forEach(Threads::join);
        }
        System.out.println("done");
    }

    private static void write(Database database, int first, int rows, PrintStream out) {
        for (int id = first; id < first + rows; id++) {
            var number = id;
            database.write(tx -> tx.update("insert into thing (id, words) values (?, 'second')", number));
            out.println(id);
        }
    }
}
