package lectern.syncnode.concurrency;

import lectern.wire.WholeServer;
import lectern.wire.WireTarget;

class SqliteConcurrencyTest implements ConcurrencyContract {
    @Override
    public WireTarget target() {
        return WholeServer.onSqlite();
    }
}
