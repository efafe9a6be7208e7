package lectern.e2e.anki;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.db.DatabaseSettings;
import lectern.db.TestDatabase;

/// Whatever is done on three devices, in whichever order they sync, they end with the same.
class RandomRoundsTest {
    private static final int ROUNDS = 30;

    @RegisterExtension
    static final TestDatabase POSTGRES = TestDatabase.postgres();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threeDevicesEndWithTheSame(long seed) {
        try (var server = AnkiServer.start(folder)) {
            make(server, seed, ROUNDS);
        }
    }

    @Test
    void onPostgresAsWell() {
        try (var server = AnkiServer.start(folder, Map.of("LECTERN_DATABASE", address(POSTGRES.settings())))) {
            make(server, 4, 10);
        }
    }

    @Test
    @Tag("long")
    void threeDevicesEndWithTheSameAfterAYear() {
        try (var server = AnkiServer.start(folder)) {
            make(server, Long.getLong("lectern.seed", new Random().nextLong()), 365);
        }
    }

    private void make(AnkiServer server, long seed, int rounds) {
        try (var desktop = server.device("desktop");
                var phone = server.device("phone");
                var tablet = server.device("tablet")) {
            new Rounds(folder, seed, desktop, phone, tablet)
                    .make(rounds, what -> AnkiServer.assertEqual(folder, what, desktop, phone, tablet));
        }
    }

    private static String address(DatabaseSettings settings) {
        return switch (settings) {
            case DatabaseSettings.Sqlite sqlite -> sqlite.file().toString();
            case DatabaseSettings.Postgres postgres ->
                "postgresql://%s@%s:%d/%s"
                        .formatted(postgres.user(), postgres.host(), postgres.port(), postgres.database());
        };
    }
}
