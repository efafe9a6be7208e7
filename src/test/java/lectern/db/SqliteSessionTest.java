package lectern.db;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqliteSessionTest {
    @TempDir
    private Path folder;

    @Test
    void aStatementThatFailedOnceWorksTheNextTime() {
        try (var session = SqliteSession.toWrite(folder.resolve("some.db"))) {
            assertThatThrownBy(() -> session.execute("commit")).hasMessageContaining("no transaction is active");
            session.execute("begin");
            session.execute("commit");

            session.rollback(); // there is nothing to roll back, which is no error
            session.execute("begin");
            session.rollback();
            session.execute("begin");
        }
    }

    @Test
    void whatWentWrongIsToldAsItWas() {
        try (var session = SqliteSession.toWrite(folder.resolve("some.db"))) {
            session.script("create table book (title text check (json_extract(title, '$') is not 3))");

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> session.tx().update("insert into book values (?)", "no json"))
                        .hasMessageContaining("malformed JSON");
            }
            assertThat(session.tx().update("insert into book values (?)", "4")).isOne();
        }
    }
}
