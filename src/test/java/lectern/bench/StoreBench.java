package lectern.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import lectern.bench.Requests.Kind;
import lectern.bench.StoreServer.Filling;

/// `./bench store [rounds [listeners]]`: small reads and durable writes beside a bare handler of the same HTTP engine;
/// a large file beside nginx; what a listener to changes takes of memory; and a long list. A write replaces a store, as
/// an app does that saves its document again, and names the version it replaces; those of new stores have a line of
/// their
/// own.
final class StoreBench {
    private static final Filling SMALL = new Filling(10, 1_000, 1024);
    private static final int STREAMS_OF_AN_ACCOUNT = 16;

    private final Path folder;
    private final int rounds;
    private final Size size;

    private StoreBench(Path folder, int rounds, Size size) {
        this.folder = folder;
        this.rounds = rounds;
        this.size = size;
    }

    /// How much of everything, in the proportions of the full bench.
    record Size(int listeners) {
        int megabytes() {
            return listeners * 1024 / 1000;
        }

        int keys() {
            return listeners * 100;
        }
    }

    public static void main(String[] words) throws IOException {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 7;
        var size = new Size(words.length > 1 ? Integer.parseInt(words[1]) : 1_000);
        new StoreBench(Files.createTempDirectory("lectern-bench"), rounds, size).run();
    }

    private void run() throws IOException {
        System.out.printf(
                "Store: %d connections, %,d stores of %d accounts, medians of %d rounds, %d cores%n%n",
                Target.CONNECTIONS,
                SMALL.accounts() * SMALL.stores(),
                SMALL.accounts(),
                rounds,
                Runtime.getRuntime().availableProcessors());
        smallOnes();
        largeOnes();
        listeners();
        list();
    }

    private void smallOnes() throws IOException {
        try (var server = StoreServer.fill(folder.resolve("small"), Map.of(), SMALL);
                var bare = BareServer.start("x".repeat(SMALL.size()), "")) {
            var bareTarget = bare.target(server.target().words());
            Comparison.head();
            compare(Kind.READ, "bare, GET of 1 KiB", bareTarget, "SQLite, GET", server.target(), 50);
            compare(Kind.WRITE, "bare, PUT of 1 KiB", bareTarget, "SQLite, durable PUT", server.target(), 35);
            compare(Kind.ADD, "bare, PUT of 1 KiB", bareTarget, "SQLite, of a new store", server.target(), 0);
            memory(
                    "the most resident memory under this",
                    server.target().usage().mostMemory(),
                    "");
        }
    }

    private void compare(Kind kind, String baseName, Target base, String name, Target target, int goal) {
        new Comparison(kind, rounds, base, target).print(baseName, name, goal);
    }

    private void largeOnes() throws IOException {
        var program = Optional.ofNullable(System.getProperty("bench.nginx")).filter(path -> !path.isEmpty());
        if (program.isEmpty()) {
            System.out.printf("%nNo nginx was found and none could be fetched, so no large file is measured.%n");
            return;
        }
        var file = LargeFile.of(folder.resolve("large"), size.megabytes());
        try (var nginx = Nginx.start(Path.of(program.get()), folder.resolve("nginx"));
                var server = StoreServer.fill(folder.resolve("films"), Map.of(), new Filling(1, 1, 100))) {
            var usage = server.target().usage();
            long idle = usage.memoryAtRest();
            var bearer = bearer(server.bearers().getFirst());
            var puts = new Rates();
            var gets = new Rates();
            for (int round = 0; round < rounds; round++) {
                var film = "/store/film" + round;
                puts.add(
                        file,
                        () -> file.upload(nginx.port(), "/film", ""),
                        () -> file.upload(server.port(), film, bearer));
                gets.add(
                        file,
                        () -> file.download(nginx.port(), "/film", ""),
                        () -> file.download(server.port(), film, bearer));
                file.delete(nginx.port(), "/film", "");
                file.delete(server.port(), film, bearer + "If-Match: *\r\n");
            }
            System.out.printf("%n%-36s %10s %9s%n", "", "MB/s", "of above");
            puts.print("nginx, PUT of %,d MiB", "durable PUT", size.megabytes(), 60);
            gets.print("nginx, GET of %,d MiB", "GET", size.megabytes(), 80);
            memory("resident memory, idle", idle, "");
            memory("the most resident memory under this", usage.mostMemory(), "   to reach: below 200");
        }
    }

    /// Both servers in turns, as in [Comparison].
    private static final class Rates {
        private final List<Double> base = new ArrayList<>();
        private final List<Double> other = new ArrayList<>();
        private final List<Double> shares = new ArrayList<>();

        void add(LargeFile file, Runnable nginx, Runnable ours) {
            boolean oursFirst = base.size() % 2 == 1;
            double first = rate(file, oursFirst ? ours : nginx);
            double second = rate(file, oursFirst ? nginx : ours);
            base.add(oursFirst ? second : first);
            other.add(oursFirst ? first : second);
            shares.add(100 * other.getLast() / base.getLast());
        }

        private static double rate(LargeFile file, Runnable transfer) {
            long began = System.nanoTime();
            transfer.run();
            return file.size() * 1e3 / (System.nanoTime() - began);
        }

        void print(String baseName, String name, int megabytes, int goal) {
            System.out.printf("%-36s %,10.0f%n", baseName.formatted(megabytes), median(base));
            System.out.printf("%-36s %,10.0f %7.0f %%   to reach: %d %%%n", name, median(other), median(shares), goal);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    private void listeners() throws IOException {
        int accounts = (size.listeners() + STREAMS_OF_AN_ACCOUNT - 1) / STREAMS_OF_AN_ACCOUNT;
        var open = new ArrayList<SocketChannel>();
        try (var server = StoreServer.fill(folder.resolve("listeners"), Map.of(), new Filling(accounts, 1, 100))) {
            var usage = server.target().usage();
            listen(server, 0).close(); // what the first one brings into memory is not what each one takes
            long before = usage.memoryAtRest();
            for (int i = 0; i < size.listeners(); i++) {
                open.add(listen(server, i % accounts));
            }
            long after = usage.memoryAtRest();
            System.out.printf(
                    "%n%-36s %5d MB, %.0f kB each%n",
                    "%,d listeners to changes add".formatted(size.listeners()),
                    after - before,
                    (after - before) * 1e3 / size.listeners());
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
    }

    /// Returns when the server has begun to answer.
    private static SocketChannel listen(StoreServer server, int account) throws IOException {
        var socket = LargeFile.connect(server.port());
        LargeFile.ask(socket, "GET /events?since=now", bearer(server.bearers().get(account)));
        var begin = ByteBuffer.allocate(12);
        while (begin.hasRemaining() && socket.read(begin) >= 0) {
            // the status line may come in pieces
        }
        if (begin.get(9) != '2') {
            throw new IllegalStateException("a listener was refused");
        }
        return socket;
    }

    private void list() throws IOException {
        try (var server = StoreServer.fill(folder.resolve("list"), Map.of(), new Filling(1, size.keys(), 100))) {
            var usage = server.target().usage();
            var first = new ArrayList<Double>();
            var whole = new ArrayList<Double>();
            var bytes = 0L;
            for (int round = 0; round < rounds; round++) {
                long began = System.nanoTime();
                try (var socket = LargeFile.connect(server.port())) {
                    var headers = bearer(server.bearers().getFirst()) + "Connection: close\r\n";
                    LargeFile.ask(socket, "GET /store", headers);
                    var buffer = ByteBuffer.allocateDirect(256 * 1024);
                    bytes = socket.read(buffer);
                    first.add((System.nanoTime() - began) / 1e6);
                    for (int count = socket.read(buffer.clear()); count >= 0; count = socket.read(buffer.clear())) {
                        bytes += count;
                    }
                    whole.add((System.nanoTime() - began) / 1e6);
                }
            }
            System.out.printf("%n%-36s %,10d kB%n", "a list of %,d keys".formatted(size.keys()), bytes / 1000);
            System.out.printf("%-36s %,10.0f ms   to reach: 200%n", "its first byte", Rates.median(first));
            System.out.printf("%-36s %,10.0f ms   to reach: 2,000%n", "all of it", Rates.median(whole));
            memory("the most resident memory under this", usage.mostMemory(), "");
        }
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private static void memory(String name, long megabytes, String goal) {
        System.out.printf("%-36s %10d MB%s%n", name, megabytes, goal);
    }
}
