package lectern.db;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.awaitility.Awaitility.await;

/// The PostgreSQL server of this JVM. It ends with the JVM.
final class PostgresServer {
    private static final String TEMPLATE = "lectern_template";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresServer running() {
        return Holder.SERVER;
    }

    private static final class Holder {
        static final PostgresServer SERVER = start();
    }

    private static PostgresServer start() {
        try {
            var server = new PostgresServer(EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start());
            server.createEmpty(TEMPLATE);
            Database.open(server.settings(TEMPLATE)).close();
            return server;
        } catch (IOException e) {
            throw new AssertionError("PostgreSQL does not start.", e);
        }
    }

    DatabaseSettings.Postgres settings(String database) {
        return new DatabaseSettings.Postgres(
                "localhost", server.getPort(), database, "postgres", Optional.empty(), Map.of());
    }

    /// A migrated database. The template is busy until the server has noticed that its last user is gone.
    void create(String database) {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> execute("create database " + database + " template " + TEMPLATE));
    }

    /// Sorts as a database for people does, so that an `order by` without a collation of its own shows.
    void createEmpty(String database) {
        execute("create database " + database
                + " template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'");
    }

    /// Fails while somebody is connected, and the server notices a closed connection a moment later.
    void drop(String database) {
        await("closed connections to " + database)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .untilAsserted(() -> execute("drop database " + database));
    }

    void execute(String database, String sql) {
        in(database, statement -> statement.execute(sql));
    }

    List<String> tables(String database) {
        return in(database, statement -> {
            var names = new ArrayList<String>();
            try (var rows = statement.executeQuery(
                    "select tablename from pg_tables where schemaname = 'public' order by tablename")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    private void execute(String sql) {
        execute("postgres", sql);
    }

    private interface Use<T> {
        T of(Statement statement) throws SQLException;
    }

    private <T> T in(String database, Use<T> use) {
        try (var connection = server.getDatabase("postgres", database).getConnection();
                var statement = connection.createStatement()) {
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
