package lectern.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import lectern.db.DatabaseSettings;
import lectern.db.DatabaseSettings.Password;
import lectern.db.DatabaseSettings.Postgres;
import lectern.db.DatabaseSettings.Sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource({
        "books.db, /srv/books.db",
        "/var/books.db, /var/books.db",
        "sqlite:///./data/koreader.db, /srv/data/koreader.db",
        "sqlite:////var/lib/koreader.db, /var/lib/koreader.db",
        "sqlite+aiosqlite:///koreader.db, /srv/koreader.db",
    })
    void aSqliteFileIsAPathOrWrittenAsSqlAlchemyDoes(String text, Path file) {
        assertThat(parse(text)).isEqualTo(new Sqlite(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ana:s%40fe@db.example.org:5433/books?sslmode=require",
                "postgresql://ana:s@fe@db.example.org:5433/books?sslmode=require",
                "postgres://ana:s%40fe@db.example.org:5433/books?sslmode=require",
                "postgresql+psycopg2://ana:s%40fe@db.example.org:5433/books?sslmode=require",
                "postgresql+asyncpg://ana:s%40fe@db.example.org:5433/books?ssl=require",
                "host=db.example.org port=5433 dbname=books user=ana password=s@fe sslmode=require",
                "user = 'ana' password='s@fe' host='db.example.org' port = 5433 dbname=books sslmode='require'",
            })
    void aPostgresDatabaseIsAUrlOrPairs(String text) {
        assertThat(parse(text))
                .isEqualTo(new Postgres(
                        "db.example.org",
                        5433,
                        "books",
                        "ana",
                        Optional.of(new Password("s@fe")),
                        Map.of("sslmode", "require")));
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
                "sqlite:// | it names no file",
                "sqlite:///:memory: | it names no file",
                "sqlite:///a.db?mode=ro | no parameters",
                "mysql://db/books | neither sqlite:// nor postgresql://",
                "postgresql://a,b/books | several hosts",
                "postgresql://db:99999/books | up to 65535",
                "host=db port=five | up to 65535",
                "host=/var/run/postgresql | Unix socket",
                "postgresql://db/books?passfile=x | passfile is not one of",
                "postgresql://an%zz@db/books | percent sign",
            })
    void whatCannotBeUsedIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(WrongValue.class).hasMessageContaining(reason);
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
