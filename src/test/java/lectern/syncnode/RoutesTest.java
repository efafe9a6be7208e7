package lectern.syncnode;

import org.junit.jupiter.api.Nested;

import lectern.wire.WholeServer;

class RoutesTest {
    @Nested
    class OnSqlite implements RoutesContract {
        @Override
        public WholeServer target() {
            return WholeServer.onSqlite();
        }
    }

    @Nested
    class OnPostgres implements RoutesContract {
        @Override
        public WholeServer target() {
            return WholeServer.onPostgres();
        }
    }
}
