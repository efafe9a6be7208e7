package lectern.syncnode.reset;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.Database;
import lectern.db.TestDatabase;

class PostgresPasswordResetsTest implements PasswordResetsContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @Override
    public Database database() {
        return database.open();
    }
}
