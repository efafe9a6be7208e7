package lectern.kosync.sql;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.TestDatabase;
import lectern.kosync.book.BookSettings;

class PostgresReadingTest
        implements ProgressStoreContract,
                LinksContract,
                UndoContract,
                DiaryContract,
                BooksContract,
                HistoryContract,
                PreferenceStoreContract {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.postgres(); // every test has accounts of its own

    @Override
    public TestReading reading(BookSettings settings) {
        return new TestReading(DATABASE.open(), settings);
    }
}
