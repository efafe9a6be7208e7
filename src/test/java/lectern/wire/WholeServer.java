package lectern.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import lectern.account.Sweeper;
import lectern.config.Config;
import lectern.config.Settings;
import lectern.db.DatabaseSettings;
import lectern.db.DatabaseSettings.Postgres;
import lectern.db.DatabaseSettings.Sqlite;
import lectern.db.TestDatabase;
import lectern.server.AccountServices;
import lectern.server.Server;
import lectern.server.Stores;

/// The server as `serve` starts it, on a free port, over an empty data folder and an empty database.
public final class WholeServer implements WireTarget {
    private static final int SHARDS = 256; // of which each sweep searches one

    private final Supplier<TestDatabase> databases;
    private final UnaryOperator<Path> disk;

    private WholeServer(Supplier<TestDatabase> databases, UnaryOperator<Path> disk) {
        this.databases = databases;
        this.disk = disk;
    }

    public static WholeServer onSqlite() {
        return new WholeServer(TestDatabase::sqlite, UnaryOperator.identity());
    }

    public static WholeServer onPostgres() {
        return new WholeServer(TestDatabase::postgres, UnaryOperator.identity());
    }

    /// The same where the data folder lies on another disk, but for the database.
    public WholeServer on(UnaryOperator<Path> another) {
        return new WholeServer(databases, another);
    }

    @Override
    public Started start(Map<String, String> settings) {
        return start(settings, InstantSource.system());
    }

    /// By a clock that the test sets.
    public Started start(Map<String, String> settings, InstantSource clock) {
        var database = databases.get();
        database.make();
        var home = folder();
        var environment = new HashMap<String, String>();
        environment.put("LECTERN_HOST", "127.0.0.1");
        environment.put("LECTERN_PORT", "0");
        environment.put("LECTERN_DATABASE", address(database.settings()));
        settings.forEach((key, value) -> environment.put(variable(key), value));
        return new Started(database, home, Config.load(Settings.of(environment, home), disk.apply(home)), clock);
    }

    /// What runs, and what it keeps.
    public static final class Started implements Running {
        private final TestDatabase database;
        private final Path home;
        private final Config config;
        private final InstantSource clock;
        private Server server;

        private Started(TestDatabase database, Path home, Config config, InstantSource clock) {
            this.database = database;
            this.home = home;
            this.config = config;
            this.clock = clock;
            this.server = Server.start(config, clock);
        }

        @Override
        public int port() {
            return server.port();
        }

        /// Where the first account is made, as `serve` prints it.
        public Optional<String> firstStart() {
            return server.firstStart();
        }

        public URI address() {
            return URI.create("http://127.0.0.1:" + port());
        }

        /// Where it keeps what is in files.
        public Path data() {
            return config.data();
        }

        /// Ends everything that is under way, and goes on with what is on the disk, on another port.
        public void restart() {
            restart(() -> {});
        }

        /// The same, and something happens between the two.
        public void restart(Runnable meanwhile) {
            server.close();
            meanwhile.run();
            server = Server.start(config, clock);
        }

        /// What the operator does to accounts while the server runs, as another process on the same data.
        public void operate(BiConsumer<Stores, AccountServices> work) {
            var random = new SecureRandom();
            try (var stores = Stores.open(config, random, clock);
                    var services = AccountServices.open(stores, config.accounts(), random, clock)) {
                work.accept(stores, services);
            }
        }

        /// Removes what is due at that time, as the server does by itself every few minutes.
        public void sweep(InstantSource then) {
            sweep(then, 1);
        }

        /// So often that every folder was searched for files of nobody.
        public void sweepThoroughly(InstantSource then) {
            sweep(then, SHARDS + 1);
        }

        private void sweep(InstantSource then, int times) {
            try (var stores = Stores.open(config, new SecureRandom(), then)) { // as another process on the same data
                var sweeper = new Sweeper(stores.accounts(), stores.owned(), stores.expiring(), then);
                for (int i = 0; i < times; i++) {
                    sweeper.sweep();
                }
            }
        }

        /// Whatever bytes lie in files of their own, finished or not.
        public List<Path> blobs() {
            try (var files = Files.walk(home.resolve("data").resolve("blobs"))) {
                return files.filter(Files::isRegularFile).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            server.close();
            database.remove();
            delete(home);
        }
    }

    private static String variable(String key) {
        return "LECTERN_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String address(DatabaseSettings settings) {
        return switch (settings) {
            case Sqlite sqlite -> sqlite.file().toString();
            case Postgres server ->
                "postgresql://%s@%s:%d/%s".formatted(server.user(), server.host(), server.port(), server.database());
        };
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("lectern-wire");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
