package lectern.syncnode;

import org.junit.jupiter.api.Nested;

import lectern.wire.WholeServer;

class DurabilityTest {
    @Nested
    class OnSqlite extends DurabilityContract {
        @Override
        WholeServer target() {
            return WholeServer.onSqlite();
        }
    }

    @Nested
    class OnPostgres extends DurabilityContract {
        @Override
        WholeServer target() {
            return WholeServer.onPostgres();
        }
    }
}
