package lectern.wire;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

import lectern.kosync.KosyncManners;

class SqliteWireTest {
    @TestFactory
    Stream<DynamicContainer> kosync() {
        return new WireCases(WholeServer.onSqlite(), new KosyncManners().and(ApiDescription.ofTheServer()))
                .of("kosync");
    }
}
