package lectern.syncnode.feed;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.Database;
import lectern.db.TestDatabase;

class SqliteFollowingTest extends FollowingContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @Override
    Database database() {
        return database.open();
    }
}
