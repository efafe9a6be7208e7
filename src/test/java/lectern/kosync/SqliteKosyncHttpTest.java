package lectern.kosync;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;
import lectern.kosync.TestServer.Setup;

import static java.util.Objects.requireNonNull;

class SqliteKosyncHttpTest implements KosyncHttpContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @TempDir
    Path folder;

    private @Nullable TestServer server;

    @Override
    public TestServer start(Setup setup) {
        server = TestServer.open(database.open(), folder, setup);
        return server;
    }

    @Override
    public TestServer server() {
        return requireNonNull(server);
    }
}
