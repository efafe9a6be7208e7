package lectern.syncnode.feed;

import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.Database;
import lectern.db.DatabaseSettings;
import lectern.db.TestDatabase;

class PostgresFeedTest extends FeedContract {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @Override
    Database database() {
        return database.open();
    }

    @Override
    DatabaseSettings settings() {
        return database.settings();
    }
}
