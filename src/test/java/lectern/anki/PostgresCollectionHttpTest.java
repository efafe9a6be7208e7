package lectern.anki;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.anki.collection.Collections;
import lectern.db.TestDatabase;

class PostgresCollectionHttpTest implements CollectionHttpContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @TempDir
    private Path data;

    @TempDir
    private Path folder;

    private TestServer server;
    private Collections collections;

    @BeforeEach
    void start() {
        server = TestServer.open(database.open(), data);
        collections = CollectionHttpContract.serve(server, database.open(), folder);
    }

    @AfterEach
    void stop() {
        server.close();
        collections.close();
    }

    @Override
    public TestServer server() {
        return server;
    }

    @Override
    public Collections collections() {
        return collections;
    }

    @Override
    public Path folder() {
        return folder;
    }
}
