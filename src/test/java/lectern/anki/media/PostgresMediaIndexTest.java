package lectern.anki.media;

import java.nio.file.Path;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;

class PostgresMediaIndexTest implements MediaIndexContract {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.postgres(); // every test has accounts of its own

    @TempDir
    private Path data;

    @Override
    public TestMedia media() {
        return new TestMedia(DATABASE.open(), data);
    }
}
