package lectern.kosync;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.TestDatabase;

class PostgresSweepTest implements SweepContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @Override
    public TestReading reading(KosyncSettings settings) {
        return new TestReading(database.open(), settings);
    }
}
