package lectern.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import lectern.config.Config;
import lectern.config.Settings;
import lectern.db.DatabaseSettings;
import lectern.db.DatabaseSettings.Postgres;
import lectern.db.DatabaseSettings.Sqlite;
import lectern.db.TestDatabase;
import lectern.server.Server;

/// The server as `serve` starts it, on a free port, over an empty data folder and an empty database.
public final class WholeServer implements WireTarget {
    private final Supplier<TestDatabase> databases;

    private WholeServer(Supplier<TestDatabase> databases) {
        this.databases = databases;
    }

    public static WholeServer onSqlite() {
        return new WholeServer(TestDatabase::sqlite);
    }

    public static WholeServer onPostgres() {
        return new WholeServer(TestDatabase::postgres);
    }

    @Override
    public Running start(Map<String, String> settings) {
        var database = databases.get();
        database.make();
        var data = folder();
        var environment = new HashMap<String, String>();
        environment.put("LECTERN_HOST", "127.0.0.1");
        environment.put("LECTERN_PORT", "0");
        environment.put("LECTERN_DATA", data.toString());
        environment.put("LECTERN_DATABASE", address(database.settings()));
        settings.forEach((key, value) -> environment.put(variable(key), value));
        var server = Server.start(Config.load(Settings.of(environment, data), data), InstantSource.system());
        return new Running() {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public void close() {
                server.close();
                database.remove();
                delete(data);
            }
        };
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
