package lectern.kosync.sql;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.TestDatabase;
import lectern.kosync.book.BookSettings;

class PostgresSweepTest implements SweepContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @Override
    public TestReading reading(BookSettings settings) {
        return new TestReading(database.open(), settings);
    }
}
