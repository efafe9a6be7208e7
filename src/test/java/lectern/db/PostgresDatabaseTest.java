package lectern.db;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresDatabaseTest implements DatabaseContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @Override
    public Database database() {
        return database.open();
    }

    @Override
    public DatabaseSettings settings() {
        return database.settings();
    }
}
