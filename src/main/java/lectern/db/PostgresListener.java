package lectern.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears from other processes on a PostgreSQL database that they have committed, through a connection of its own that
/// is opened when somebody waits for the first time.
final class PostgresListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PostgresListener.class);

    private static final String LISTEN = "listen " + PostgresAnnouncer.CHANNEL;

    /// A connection that has been silent so long is asked whether it is still there.
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(2);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final String url;
    private final Properties properties;
    private final PostgresErrors errors;
    private final String sender;
    private final Commits commits;
    private final Thread thread = Thread.ofVirtual().name("postgres-listener").unstarted(this::work);
    private volatile @Nullable Connection open;
    private boolean deaf; // of the thread alone

    private PostgresListener(String url, Properties properties, PostgresErrors errors, String sender, Commits commits) {
        this.url = url;
        this.properties = properties;
        this.errors = errors;
        this.sender = sender;
        this.commits = commits;
    }

    /// `sender` is the name under which this process announces: its own commits are no news to it.
    static PostgresListener start(
            String url, Properties properties, PostgresErrors errors, String sender, Commits commits) {
        var listener = new PostgresListener(url, properties, errors, sender, commits);
        listener.thread.start();
        return listener;
    }

    private void work() {
        while (commits.awaitWaiter()) {
            try (var connection = DriverManager.getConnection(url, properties)) {
                open = connection;
                listen(connection);
            } catch (SQLException e) {
                misheard(e);
                commits.pause(AGAIN_AFTER);
            }
        }
    }

    /// Until the connection breaks or the database closes. Nobody knows what was told before it was heard.
    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(LISTEN);
        }
        commits.happened();
        deaf = false;
        var ears = connection.unwrap(PGConnection.class);
        while (!commits.isClosed()) {
            hear(connection, ears);
        }
    }

    private void hear(Connection connection, PGConnection ears) throws SQLException {
        var heard = ears.getNotifications((int) SILENCE.toMillis());
        if (heard.length == 0 && !connection.isValid((int) FOR_AN_ANSWER.toSeconds())) {
            throw new SQLException("The connection is silent.", "08006");
        }
        for (var one : heard) {
            if (!one.getParameter().equals(sender)) {
                commits.happened();
                return;
            }
        }
    }

    private void misheard(SQLException e) {
        if (!deaf && !commits.isClosed()) {
            deaf = true;
            log.warn(
                    "what other processes write is not noticed: {}",
                    errors.ours(e).getMessage());
        }
    }

    /// Of commits that are closed already: the thread is in the middle of listening, or looks at them before it does.
    @Override
    public void close() {
        var connection = open;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("the connection that listens was broken before it was closed", e);
            }
        }
        Threads.join(thread);
    }
}
