package lectern.syncnode.hostile;

import lectern.wire.WholeServer;
import lectern.wire.WireTarget;

class PostgresStrangerTest implements StrangerContract {
    @Override
    public WireTarget target() {
        return WholeServer.onPostgres();
    }
}
