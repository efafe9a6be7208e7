package lectern.db;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresMigrationsTest implements MigrationsContract {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "migrations_" + COUNT.incrementAndGet();

    @BeforeEach
    void anEmptyDatabase() {
        PostgresServer.running().createEmpty(name);
    }

    @AfterEach
    void nobodyIsConnected() {
        PostgresServer.running().drop(name);
    }

    @Override
    public Database open(List<Migration> migrations) {
        return PostgresDatabase.open(PostgresServer.running().settings(name), migrations);
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefused() {
        PostgresServer.running().execute(name, "create table users (name text)");
        assertThatThrownBy(() -> open(List.of(ONE)).close())
                .isInstanceOf(DatabaseException.Unsuitable.class)
                .hasMessageContaining("another program");
        assertThat(PostgresServer.running().tables(name)).containsExactly("users");
    }
}
