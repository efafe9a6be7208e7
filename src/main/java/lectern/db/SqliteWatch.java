package lectern.db;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what other processes commit to a SQLite file. SQLite tells nobody, so it is asked again and again, by a
/// thread and a connection of its own, as long as somebody waits.
final class SqliteWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteWatch.class);

    /// Nobody notices such a delay, and asking takes some microseconds.
    private static final Duration EVERY = Duration.ofMillis(50);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final Path file;
    private final Commits commits;
    private final Thread thread =
            Thread.ofPlatform().name("sqlite-watch").daemon().unstarted(this::watch);
    private @Nullable SqliteSession session; // this and the next: of the thread alone
    private String version = ""; // as it was when it was last asked for, however long ago

    private SqliteWatch(Path file, Commits commits) {
        this.file = file;
        this.commits = commits;
    }

    static SqliteWatch start(Path file, Commits commits) {
        var watch = new SqliteWatch(file, commits);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        while (commits.awaitWaiter()) {
            try {
                look();
                commits.pause(EVERY);
            } catch (RuntimeException e) { // this thread has to outlive everything
                log.warn("what other processes write is not noticed: {}", e.getMessage());
                forget();
                commits.pause(AGAIN_AFTER);
            }
        }
        forget();
    }

    /// The version is that of one connection: a new one begins with news.
    private void look() {
        if (session == null) {
            session = SqliteSession.toRead(file);
        }
        var now = session.ask("pragma data_version");
        if (!now.equals(version)) {
            version = now;
            commits.happened();
        }
    }

    private void forget() {
        version = "";
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /// Of commits that are closed already.
    @Override
    public void close() {
        Threads.join(thread);
    }
}
