package lectern.syncnode.upload;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;
import lectern.syncnode.entry.EntrySettings;

/// The contract on both databases.
class SqlUploadStoreTest {
    @TempDir
    private Path data;

    @Nested
    class OnSqlite implements UploadStoreContract {
        @RegisterExtension
        final TestDatabase database = TestDatabase.sqlite();

        private TestUploads uploads;

        @BeforeEach
        void open() {
            uploads = new TestUploads(database.open(), data, EntrySettings.defaults());
        }

        @AfterEach
        void close() {
            uploads.close();
        }

        @Override
        public TestUploads uploads() {
            return uploads;
        }
    }

    @Nested
    class OnPostgres implements UploadStoreContract {
        @RegisterExtension
        static final TestDatabase DATABASE = TestDatabase.postgres();

        private TestUploads uploads;

        @BeforeEach
        void open() {
            uploads = new TestUploads(DATABASE.open(), data, EntrySettings.defaults());
        }

        @AfterEach
        void close() {
            uploads.close();
        }

        @Override
        public TestUploads uploads() {
            return uploads;
        }
    }
}
