package lectern.db;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which database to use.
public sealed interface DatabaseSettings {
    /// A file; its folder must exist.
    record Sqlite(Path file) implements DatabaseSettings {}

    /// A database on a server. The parameters have the names of the driver.
    record Postgres(
            String host,
            int port,
            String database,
            String user,
            Optional<Password> password,
            Map<String, String> parameters)
            implements DatabaseSettings {
        public Postgres {
            parameters = Map.copyOf(parameters);
        }

        /// What messages call the database.
        String where() {
            return "PostgreSQL database " + database + " at " + host + ":" + port;
        }
    }

    /// Keeps a password out of every text made from the settings.
    record Password(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
