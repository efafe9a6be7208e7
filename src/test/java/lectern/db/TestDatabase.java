package lectern.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/// An empty, migrated database: for each test when it is registered in an instance field, for the whole class when
/// in a static one. Afterwards it is closed, and the test fails when something still holds a connection.
public abstract class TestDatabase
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable Database database;
    private boolean ofTheClass;

    public static TestDatabase sqlite() {
        return new Sqlite();
    }

    /// A database of its own on a real server, which the first user in this JVM starts.
    public static TestDatabase postgres() {
        return new Postgres();
    }

    public Database open() {
        if (database == null) {
            throw new IllegalStateException("The database is open inside a test only.");
        }
        return database;
    }

    public abstract DatabaseSettings settings();

    /// For tests that start a whole server on it, which opens it itself; otherwise JUnit calls this.
    public abstract void make();

    /// Removes what `make` made. Fails when something still holds a connection.
    public abstract void remove();

    @Override
    public void beforeAll(ExtensionContext context) {
        ofTheClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!ofTheClass) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!ofTheClass) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private void start() {
        make();
        database = Database.open(settings());
    }

    private void stop() {
        open().close();
        database = null;
        remove();
    }

    private static final class Sqlite extends TestDatabase {
        private @Nullable Path folder;

        @Override
        public DatabaseSettings settings() {
            return new DatabaseSettings.Sqlite(folder().resolve("lectern.db"));
        }

        @Override
        public void make() {
            try {
                folder = Files.createTempDirectory("lectern-test");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /// The last connection to a SQLite file removes the write-ahead log.
        @Override
        public void remove() {
            assertThat(folder().resolve("lectern.db-wal"))
                    .as("the write-ahead log, which a connection that was not closed leaves behind")
                    .doesNotExist();
            try (var files = Files.walk(folder())) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private Path folder() {
            if (folder == null) {
                throw new IllegalStateException("There is no database yet.");
            }
            return folder;
        }
    }

    private static final class Postgres extends TestDatabase {
        private static final AtomicInteger COUNT = new AtomicInteger();

        private final String name = "test_" + COUNT.incrementAndGet();

        @Override
        public DatabaseSettings settings() {
            return PostgresServer.running().settings(name);
        }

        @Override
        public void make() {
            PostgresServer.running().create(name);
        }

        @Override
        public void remove() {
            PostgresServer.running().drop(name);
        }
    }
}
