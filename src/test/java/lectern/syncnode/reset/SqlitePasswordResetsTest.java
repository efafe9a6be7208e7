package lectern.syncnode.reset;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.Database;
import lectern.db.TestDatabase;

class SqlitePasswordResetsTest implements PasswordResetsContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @Override
    public Database database() {
        return database.open();
    }
}
