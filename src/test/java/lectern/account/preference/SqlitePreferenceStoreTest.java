package lectern.account.preference;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.Database;
import lectern.db.TestDatabase;

class SqlitePreferenceStoreTest implements PreferenceStoreContract {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has accounts of its own

    @Override
    public Database database() {
        return DATABASE.open();
    }
}
