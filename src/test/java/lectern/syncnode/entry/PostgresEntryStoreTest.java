package lectern.syncnode.entry;

import java.nio.file.Path;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.TestDatabase;

class PostgresEntryStoreTest
        implements EntryStoreContract,
                SharingContract,
                FeedContract,
                HistoryContract,
                QuotaContract,
                DepartureContract {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.postgres(); // every test has accounts of its own

    @TempDir
    private Path data;

    @Override
    public TestEntries entries(EntrySettings settings) {
        return new TestEntries(DATABASE.open(), data, settings);
    }
}
