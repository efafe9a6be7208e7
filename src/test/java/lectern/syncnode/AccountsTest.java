package lectern.syncnode;

import org.junit.jupiter.api.Nested;

import lectern.wire.WholeServer;

class AccountsTest {
    @Nested
    class OnSqlite implements AccountsContract {
        @Override
        public WholeServer target() {
            return WholeServer.onSqlite();
        }
    }

    @Nested
    class OnPostgres implements AccountsContract {
        @Override
        public WholeServer target() {
            return WholeServer.onPostgres();
        }
    }
}
