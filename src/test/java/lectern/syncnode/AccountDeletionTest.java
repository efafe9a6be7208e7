package lectern.syncnode;

import org.junit.jupiter.api.Nested;

import lectern.wire.WholeServer;

class AccountDeletionTest {
    @Nested
    class OnSqlite implements AccountDeletionContract {
        @Override
        public WholeServer target() {
            return WholeServer.onSqlite();
        }
    }

    @Nested
    class OnPostgres implements AccountDeletionContract {
        @Override
        public WholeServer target() {
            return WholeServer.onPostgres();
        }
    }
}
