package lectern.kosync;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.TestDatabase;

class SqliteSweepTest implements SweepContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @Override
    public TestReading reading(KosyncSettings settings) {
        return new TestReading(database.open(), settings);
    }
}
