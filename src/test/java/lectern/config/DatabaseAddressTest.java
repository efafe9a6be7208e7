package lectern.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.db.DatabaseSettings;
import lectern.db.DatabaseSettings.Postgres;
import lectern.db.DatabaseSettings.Sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "sqlite:books.db, /srv/books.db",
        "sqlite:/var/books.db, /var/books.db",
        "sqlite:///./data/koreader.db, /srv/data/koreader.db",
        "sqlite:////var/lib/koreader.db, /var/lib/koreader.db",
        "sqlite+aiosqlite:///koreader.db, /srv/koreader.db",
    })
    void aSqliteFileIsWrittenOurWayOrSqlAlchemys(String text, Path file) {
        assertThat(parse(text)).isEqualTo(new Sqlite(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ana:s%40fe@db.example.org:5433/books?sslmode=require",
                "postgres://ana:s%40fe@db.example.org:5433/books?sslmode=require",
                "postgresql+psycopg2://ana:s%40fe@db.example.org:5433/books?sslmode=require",
                "postgresql+asyncpg://ana:s%40fe@db.example.org:5433/books?ssl=require",
                "host=db.example.org port=5433 dbname=books user=ana password=s@fe sslmode=require",
                "user = 'ana' password='s@fe' host='db.example.org' port = 5433 dbname=books sslmode='require'",
            })
    void aPostgresDatabaseIsWrittenAsAnAddressOrAsPairs(String text) {
        var postgres = (Postgres) parse(text);
        assertThat(postgres.host()).isEqualTo("db.example.org");
        assertThat(postgres.port()).isEqualTo(5433);
        assertThat(postgres.database()).isEqualTo("books");
        assertThat(postgres.user()).isEqualTo("ana");
        assertThat(postgres.password().map(DatabaseSettings.Password::value)).contains("s@fe");
        assertThat(postgres.parameters()).isEqualTo(Map.of("sslmode", "require"));
    }

    @Test
    void whatIsLeftOutHasLibpqsDefaults() {
        assertThat(parse("postgresql://ana@/"))
                .isEqualTo(new Postgres("localhost", 5432, "ana", "ana", Optional.empty(), Map.of()));
        assertThat(((Postgres) parse("postgresql://[::1]:5433/books")).host()).isEqualTo("::1");
    }

    @Test
    void parametersHaveTheDriversNames() {
        var postgres = (Postgres) parse("host=db connect_timeout=3 application_name='sync node'");
        assertThat(postgres.parameters()).isEqualTo(Map.of("connectTimeout", "3", "ApplicationName", "sync node"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sqlite:// | in memory",
                "sqlite:///:memory: | in memory",
                "postgresql://a,b/books | several hosts",
                "postgresql://db:1:2/books | no single host and port",
                "postgresql://db:99999/books | from 1 to 65535",
                "host=/var/run/postgresql | Unix socket",
                "postgresql://db/books?channel_binding=require | `channel_binding`",
                "postgresql://an%zz@db/books | percent sign",
            })
    void whatCantBeUsedIsRefusedWithItsReason(String text, String reason) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(WrongValue.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db/books", "books.db", "/var/books.db", "sqlite:", "host"})
    void somethingElseIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isExactlyInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePasswordIsNeverShown() {
        var shown = DatabaseAddress.KIND.writer().apply(parse("postgresql://ana:hush@db/books"));
        assertThat(shown).isEqualTo("postgresql://ana:********@db:5432/books");
    }

    private static DatabaseSettings parse(String text) {
        return DatabaseAddress.KIND.parser().parse(text, Path.of("/srv"));
    }
}
