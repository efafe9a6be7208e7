package lectern.wire;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

import lectern.kosync.KosyncManners;
import lectern.syncnode.SyncNodeManners;

class PostgresWireTest {
    @TestFactory
    Stream<DynamicContainer> kosync() {
        return new WireCases(WholeServer.onPostgres(), new KosyncManners().and(ApiDescription.ofTheServer()))
                .of("kosync");
    }

    @TestFactory
    Stream<DynamicContainer> syncnode() {
        return new WireCases(WholeServer.onPostgres(), new SyncNodeManners().and(ApiDescription.ofTheStore()))
                .of("syncnode");
    }
}
