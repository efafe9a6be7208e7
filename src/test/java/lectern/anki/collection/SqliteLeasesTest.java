package lectern.anki.collection;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.Database;
import lectern.db.TestDatabase;

class SqliteLeasesTest implements LeasesContract {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.sqlite(); // every test has accounts of its own

    @Override
    public Database database() {
        return DATABASE.open();
    }
}
