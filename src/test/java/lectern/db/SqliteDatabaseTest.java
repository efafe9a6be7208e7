package lectern.db;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class SqliteDatabaseTest {
    @RegisterExtension
    final TestDatabase database = TestDatabase.sqlite();

    @Test
    void whatWasWrittenIsRead() {
        var db = database.open();
        db.write(tx -> tx.update("create table note (id bigint primary key, words text)"));
        db.write(tx -> tx.update("insert into note (id, words) values (?, ?)", 1, "hello"));
        assertThat(db.<List<String>>read(tx -> tx.list("select words from note", row -> row.text("words"))))
                .containsExactly("hello");
    }
}
