package lectern.syncnode;

import org.junit.jupiter.api.Nested;

import lectern.wire.WholeServer;

class BodiesTest {
    @Nested
    class OnSqlite implements BodiesContract {
        @Override
        public WholeServer target() {
            return WholeServer.onSqlite();
        }
    }

    @Nested
    class OnPostgres implements BodiesContract {
        @Override
        public WholeServer target() {
            return WholeServer.onPostgres();
        }
    }
}
