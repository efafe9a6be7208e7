package lectern.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;

import lectern.e2e.ServerProcess;
import lectern.e2e.anki.recorded.ChunkedOutput;
import lectern.e2e.anki.recorded.Connection;
import lectern.e2e.anki.recorded.Recorded;
import lectern.json.Json;

/// `./bench anki [rounds [notes]]`: what a real client asks, asked again as fast as the server answers, beside the
/// least that anybody could do with the same bytes and rows.
final class AnkiBench {
    private static final Path SCRIPT = Path.of("lectern").toAbsolutePath();
    private static final String PASSWORD = "correct horse";
    private static final int AT_ONCE = 8;

    private final Path folder;
    private final int rounds;
    private final Size size;
    private int accountsUsed;

    private AnkiBench(Path folder, int rounds, Size size) {
        this.folder = folder;
        this.rounds = rounds;
        this.size = size;
    }

    /// How much of everything, in the proportions of the full bench.
    record Size(int notes) {
        int newNotes() {
            return notes / 5;
        }

        int files() {
            return notes / 50;
        }

        int megabytes() {
            return notes / 100;
        }
    }

    public static void main(String[] words) throws IOException {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 5;
        var size = new Size(words.length > 1 ? Integer.parseInt(words[1]) : 100_000);
        new AnkiBench(Files.createTempDirectory("lectern-bench"), rounds, size).run();
        Runtime.getRuntime().halt(0); // the engine's threads are not waited for
    }

    private void run() throws IOException {
        System.out.printf(
                "Anki sync: medians of %d rounds, %d cores. The time is until the last answer, cpu is the server's.%n%n",
                rounds, Runtime.getRuntime().availableProcessors());
        System.out.printf("%-46s %10s %10s %10s%n", "", "ms", "cpu ms", "of above");
        AnkiTraffic traffic;
        try (var server = start("data", 10 + rounds * (AT_ONCE + 4))) {
            var name = nextAccount();
            traffic = AnkiTraffic.record(folder, server.address(), name, PASSWORD, size);
            transfers(server, traffic);
            normalSync(server, traffic);
            media(server, traffic);
            atOnce(server, traffic);
            emptySync(server, traffic);
        }
        memory(traffic);
    }

    private void transfers(ServerProcess server, AnkiTraffic traffic) {
        var content = traffic.largeUpload().payload();
        var compressed = traffic.largeUpload().compressed();
        var file = PlainCollection.of(folder.resolve("large.anki2"), content).file();
        var usage = new Usage(server.pid());
        var copied = new ArrayList<Cost>();
        var unpacked = new ArrayList<Cost>();
        var packed = new ArrayList<Cost>();
        var uploaded = new ArrayList<Cost>();
        var downloaded = new ArrayList<Cost>();
        for (int round = 0; round < rounds; round++) {
            try (var account = new Account(server, nextAccount())) {
                copied.add(Cost.of(() -> copyDurably(file)));
                unpacked.add(Cost.of(() -> unpack(compressed)));
                var upload = account.prepared(traffic.largeUpload());
                uploaded.add(Cost.of(usage, () -> account.ask(upload)));
                packed.add(Cost.of(() -> traffic.largeUpload().compressed()));
                var download = account.prepared(traffic.download());
                downloaded.add(Cost.of(usage, () -> account.ask(download)));
            }
        }
        var what = "%,d notes, %d MB".formatted(size.notes(), content.length / 1_000_000);
        line("cp and fsync of " + what, copied, "");
        line("full upload", uploaded, times(uploaded, copied));
        line("zstd of it alone, unpacking", unpacked, "");
        line("full upload", uploaded, times(uploaded, unpacked));
        line("zstd of it alone, packing", packed, "");
        line("full download", downloaded, times(downloaded, packed));
    }

    private void normalSync(ServerProcess server, AnkiTraffic traffic) {
        var rows = traffic.rows();
        var plain = folder.resolve("plain.anki2");
        var usage = new Usage(server.pid());
        var inserted = new ArrayList<Cost>();
        var read = new ArrayList<Cost>();
        var sent = new ArrayList<Cost>();
        var received = new ArrayList<Cost>();
        for (int round = 0; round < rounds; round++) {
            try (var account = new Account(server, nextAccount())) {
                var collection = PlainCollection.of(plain, traffic.upload().payload());
                inserted.add(Cost.of(() -> collection.insert(rows)));
                read.add(Cost.of(() -> collection.read(traffic.receivingSince())));
                account.ask(account.prepared(traffic.upload()));
                account.ask(account.prepared(traffic.download())); // as before the syncs that were recorded
                var sending = account.prepared(traffic.sending());
                sent.add(Cost.of(usage, () -> account.ask(sending)));
                var receiving = account.prepared(traffic.receiving());
                received.add(Cost.of(usage, () -> account.ask(receiving)));
            }
        }
        var what = "%,d notes and their cards".formatted(size.newNotes());
        line("plain JDBC inserts " + what, inserted, "");
        line("normal sync, sending", sent, times(sent, inserted) + "   to reach: 3 times");
        line("plain JDBC reads " + what, read, "");
        line("normal sync, receiving", received, times(received, read) + "   to reach: 3 times");
    }

    private void media(ServerProcess server, AnkiTraffic traffic) {
        var usage = new Usage(server.pid());
        var written = new ArrayList<Cost>();
        var sent = new ArrayList<Cost>();
        var received = new ArrayList<Cost>();
        for (int round = 0; round < rounds; round++) {
            try (var account = new Account(server, nextAccount())) {
                written.add(Cost.of(this::writeFilesDurably));
                var sending = account.prepared(traffic.sendingMedia());
                sent.add(Cost.of(usage, () -> account.ask(sending)));
                var receiving = account.prepared(traffic.receivingMedia());
                received.add(Cost.of(usage, () -> account.ask(receiving)));
            }
        }
        line("%,d files of 2 kB, each with an fsync".formatted(size.files()), written, "");
        line("media sync, sending", sent, times(sent, written));
        line("media sync, receiving", received, times(received, written));
    }

    private void atOnce(ServerProcess server, AnkiTraffic traffic) {
        var usage = new Usage(server.pid());
        var one = new ArrayList<Cost>();
        var eight = new ArrayList<Cost>();
        for (int round = 0; round < rounds; round++) {
            one.add(syncAtOnce(server, usage, traffic, 1));
            eight.add(syncAtOnce(server, usage, traffic, AT_ONCE));
        }
        line("one account sends %,d notes".formatted(size.newNotes()), one, "");
        line(AT_ONCE + " accounts at once", eight, times(eight, one));
    }

    private Cost syncAtOnce(ServerProcess server, Usage usage, AnkiTraffic traffic, int count) {
        var accounts = IntStream.range(0, count)
                .mapToObj(_ -> new Account(server, nextAccount()))
                .toList();
        accounts.forEach(account -> account.ask(account.prepared(traffic.upload())));
        var cost = Cost.of(usage, () -> {
            try (var threads =
                    Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
                accounts.forEach(account -> threads.execute(() -> account.askOneByOne(traffic.sending())));
            }
        });
        accounts.forEach(Account::close);
        return cost;
    }

    private void emptySync(ServerProcess server, AnkiTraffic traffic) throws IOException {
        var meta = traffic.sending().getFirst();
        try (var account = new Account(server, nextAccount())) {
            account.ask(account.prepared(traffic.upload()));
            var request = account.prepared(meta);
            var answer = "x".repeat(Connection.to(server.address().getPort()).ask(request).length);
            try (var bare = BareServer.start(answer, answer)) {
                var bareRates = new ArrayList<Double>();
                var rates = new ArrayList<Double>();
                for (int round = 0; round <= rounds; round++) {
                    bareRates.add(rate(bare.port(), request));
                    rates.add(rate(server.address().getPort(), request));
                }
                double base = median(bareRates);
                System.out.printf("%-46s %,10.0f a second%n", "bare handler", base);
                System.out.printf(
                        "%-46s %,10.0f a second %8.0f %%%n",
                        "empty sync (meta)", median(rates), 100 * median(rates) / base);
            }
        }
    }

    /// Answers a second, on as many connections as accounts sync at once elsewhere.
    private static double rate(int port, byte[] request) {
        var answered = new AtomicLong();
        long seconds = 4;
        long end = System.nanoTime() + seconds * 1_000_000_000;
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int i = 0; i < AT_ONCE; i++) {
                threads.execute(() -> {
                    try (var connection = Connection.to(port)) {
                        while (System.nanoTime() < end) {
                            connection.ask(request);
                            answered.incrementAndGet();
                        }
                    }
                });
            }
        }
        return (double) answered.get() / seconds;
    }

    private void memory(AnkiTraffic traffic) throws IOException {
        var large = PlainCollection.of(
                folder.resolve("huge.anki2"), traffic.upload().payload());
        large.grow(size.megabytes());
        var data = "data of the large one";
        start(data, 1).close();
        try (var server = start(data, 0);
                var account = new Account(server, nextAccount())) {
            var usage = new Usage(server.pid());
            long idle = usage.memoryAtRest();
            account.upload(traffic.upload(), large.file());
            System.out.printf("%n%-46s %6d MB%n", "resident memory, idle", idle);
            System.out.printf(
                    "%-46s %6d MB   to reach: at most 200%n",
                    "the most under an upload of %,d MB".formatted(Files.size(large.file()) / 1_000_000),
                    usage.mostMemory());
        }
    }

    /// A server with this many more accounts, none of which has been used. Making one costs memory.
    private ServerProcess start(String data, int accounts) throws IOException {
        var settings = new HashMap<>(Map.of("LECTERN_LIMITS", "off"));
        for (int i = 1; i <= accounts; i++) {
            settings.put("SYNC_USER" + i, "learner" + (accountsUsed + i) + ":" + PASSWORD);
        }
        return ServerProcess.start(SCRIPT, Files.createDirectories(folder.resolve(data)), settings);
    }

    private String nextAccount() {
        accountsUsed++;
        return "learner" + accountsUsed;
    }

    private void copyDurably(Path file) {
        try {
            var copy = file.resolveSibling("copy");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(byte[] compressed) {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(compressed))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeFilesDurably() {
        try {
            var files = Files.createTempDirectory(folder, "files");
            for (int i = 0; i < size.files(); i++) {
                try (var channel = FileChannel.open(
                        files.resolve("file" + i), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    channel.write(java.nio.ByteBuffer.allocate(2000));
                    channel.force(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(String name, List<Cost> costs, String share) {
        var median = Cost.median(costs);
        System.out.printf("%-46s %,10.0f %,10.0f %s%n", name, median.millis(), median.cpu(), share);
    }

    private static String times(List<Cost> costs, List<Cost> base) {
        return "%10s"
                .formatted("%.1f times"
                        .formatted(
                                Cost.median(costs).millis() / Cost.median(base).millis()));
    }

    private static double median(List<Double> rates) {
        return rates.stream().skip(1).sorted().toList().get((rates.size() - 1) / 2); // the first one warms up
    }

    /// Somebody who signed in, and asks what was recorded as her own.
    private static final class Account implements AutoCloseable {
        private final Connection connection;
        private final String key;

        Account(ServerProcess server, String name) {
            this.connection = Connection.to(server.address().getPort());
            var login = new Recorded(
                    "/sync/hostKey",
                    "{\"v\":11,\"k\":\"\",\"c\":\"bench\",\"s\":\"bench\"}",
                    Json.write(Map.of("u", name, "p", PASSWORD)));
            try {
                this.key = Json.parse(Recorded.decompressed(connection.ask(login.bytes())))
                        .path("key")
                        .asString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] prepared(Recorded request) {
            return request.withKey(key).bytes();
        }

        List<byte[]> prepared(List<Recorded> requests) {
            return requests.stream().map(this::prepared).toList();
        }

        void ask(byte[] request) {
            connection.ask(request);
        }

        void ask(List<byte[]> requests) {
            requests.forEach(connection::ask);
        }

        /// Prepares each when it is its turn, so that not everything is held in memory.
        void askOneByOne(List<Recorded> requests) {
            requests.forEach(request -> connection.ask(prepared(request)));
        }

        void upload(Recorded like, Path file) {
            connection.ask(like.withKey(key).head(), out -> {
                try (var zstd = new ZstdOutputStream(new BufferedOutputStream(new ChunkedOutput(out), 4096), 1)) {
                    Files.copy(file, zstd);
                }
            });
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
