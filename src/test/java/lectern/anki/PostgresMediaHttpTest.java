package lectern.anki;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;

class PostgresMediaHttpTest implements MediaHttpContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @TempDir
    private Path data;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.open(database.open(), data);
        MediaHttpContract.serveMedia(server, database.open(), data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    public TestServer server() {
        return server;
    }
}
