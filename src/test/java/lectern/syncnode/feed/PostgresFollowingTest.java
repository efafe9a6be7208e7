package lectern.syncnode.feed;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.Database;
import lectern.db.TestDatabase;

class PostgresFollowingTest extends FollowingContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @Override
    Database database() {
        return database.open();
    }
}
