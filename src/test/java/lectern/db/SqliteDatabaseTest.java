package lectern.db;

import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteDatabaseTest implements DatabaseContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @Override
    public Database database() {
        return database.open();
    }

    @Override
    public DatabaseSettings settings() {
        return database.settings();
    }
}
