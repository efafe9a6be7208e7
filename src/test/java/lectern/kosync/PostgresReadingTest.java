package lectern.kosync;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.TestDatabase;

class PostgresReadingTest
        implements ProgressStoreContract, LinksContract, BooksContract, HistoryContract, PreferenceStoreContract {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.postgres(); // every test has accounts of its own

    @Override
    public TestReading reading(KosyncSettings settings) {
        return new TestReading(DATABASE.open(), settings);
    }
}
