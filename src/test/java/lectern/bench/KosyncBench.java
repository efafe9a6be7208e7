package lectern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import lectern.bench.Requests.Kind;

/// `./bench kosync [rounds]`: pulls and durable pushes beside a bare handler of the same HTTP engine; the memory of the
/// server; the same on PostgreSQL; and a table of a million rows beside one of ten thousand.
final class KosyncBench {
    private static final int ACCOUNTS = 100;
    private static final int DOCUMENTS = 100;
    private static final int MANY_DOCUMENTS = 10_000;

    private final Path folder;
    private final int rounds;

    private KosyncBench(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws IOException {
        var folder = Files.createTempDirectory("lectern-bench");
        int rounds = args.length == 0 ? 7 : Integer.parseInt(args[0]);
        new KosyncBench(folder, rounds).run();
    }

    private void run() throws IOException {
        System.out.printf(
                "KOReader sync: %d connections, %,d documents of %d accounts, medians of %d rounds, %d cores%n%n",
                Target.CONNECTIONS,
                ACCOUNTS * DOCUMENTS,
                ACCOUNTS,
                rounds,
                Runtime.getRuntime().availableProcessors());
        try (var sqlite = KosyncServer.fill(folder.resolve("sqlite"), Map.of(), ACCOUNTS, DOCUMENTS);
                var bare = BareServer.start(sqlite.answer(Kind.READ), sqlite.answer(Kind.WRITE))) {
            var bareTarget = bare.target(sqlite.target().words());
            var usage = sqlite.target().usage();
            long idle = usage.memoryAtRest();
            Comparison.head();
            compare(Kind.READ, "bare, pull", bareTarget, "SQLite, pull", sqlite.target(), 65);
            compare(Kind.WRITE, "bare, push", bareTarget, "SQLite, durable push", sqlite.target(), 50);
            long busy = usage.mostMemory();
            comparePostgres(bareTarget);
            compareAMillion(sqlite.target());
            System.out.printf("%n%-36s %5d MB   to reach: at most 110%n", "resident memory, idle", idle);
            System.out.printf("%-36s %5d MB   to reach: at most 220%n", "resident memory, most under this load", busy);
        }
    }

    private void comparePostgres(Target bare) throws IOException {
        try (var postgres = EmbeddedPostgres.start()) {
            var address = "postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
            var settings = Map.of("LECTERN_DATABASE", address);
            try (var server = KosyncServer.fill(folder.resolve("postgres"), settings, ACCOUNTS, DOCUMENTS)) {
                compare(Kind.READ, "bare, pull", bare, "PostgreSQL, pull", server.target(), 0);
                compare(Kind.WRITE, "bare, push", bare, "PostgreSQL, durable push", server.target(), 0);
            }
        }
    }

    private void compareAMillion(Target tenThousand) throws IOException {
        try (var large = KosyncServer.fill(folder.resolve("large"), Map.of(), ACCOUNTS, MANY_DOCUMENTS)) {
            compare(
                    Kind.READ,
                    "SQLite, pull, 10,000 rows",
                    tenThousand,
                    "the same, 1,000,000 rows",
                    large.target(),
                    80);
        }
    }

    private void compare(Kind kind, String baseName, Target base, String name, Target target, int goal) {
        new Comparison(kind, rounds, base, target).print(baseName, name, goal);
    }
}
