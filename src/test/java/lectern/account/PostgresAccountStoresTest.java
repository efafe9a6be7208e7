package lectern.account;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

import lectern.db.TestDatabase;

/// The contracts of all stores of this package, on PostgreSQL.
class PostgresAccountStoresTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.postgres();

    @Nested
    class OfAccounts implements AccountsContract {
        @Override
        public TestStores stores() {
            return TestStores.on(database.open());
        }
    }

    @Nested
    class OfDeviceKeys implements DeviceKeysContract {
        @Override
        public TestStores stores() {
            return TestStores.on(database.open());
        }
    }

    @Nested
    class OfSessions implements SessionsContract {
        @Override
        public TestStores stores() {
            return TestStores.on(database.open());
        }
    }

    @Nested
    class OfInvites implements InvitesContract {
        @Override
        public TestStores stores() {
            return TestStores.on(database.open());
        }
    }

    @Nested
    class OfActivity implements ActivityLogContract {
        @Override
        public TestStores stores() {
            return TestStores.on(database.open());
        }
    }

    @Nested
    class OfTheServer implements ServerIdentitiesContract {
        @Override
        public TestStores stores() {
            return TestStores.on(database.open());
        }
    }
}
