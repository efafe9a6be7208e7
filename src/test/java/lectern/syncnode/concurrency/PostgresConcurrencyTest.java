package lectern.syncnode.concurrency;

import lectern.wire.WholeServer;
import lectern.wire.WireTarget;

class PostgresConcurrencyTest implements ConcurrencyContract {
    @Override
    public WireTarget target() {
        return WholeServer.onPostgres();
    }
}
