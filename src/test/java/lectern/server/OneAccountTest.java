package lectern.server;

import org.junit.jupiter.api.Nested;

import lectern.wire.WholeServer;

class OneAccountTest {
    @Nested
    class OnSqlite implements OneAccountContract {
        @Override
        public WholeServer target() {
            return WholeServer.onSqlite();
        }
    }

    @Nested
    class OnPostgres implements OneAccountContract {
        @Override
        public WholeServer target() {
            return WholeServer.onPostgres();
        }
    }
}
