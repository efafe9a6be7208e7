package lectern.syncnode.hostile;

import lectern.wire.WholeServer;
import lectern.wire.WireTarget;

class SqliteStrangerTest implements StrangerContract {
    @Override
    public WireTarget target() {
        return WholeServer.onSqlite();
    }
}
