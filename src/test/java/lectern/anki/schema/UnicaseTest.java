package lectern.anki.schema;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.db.DatabaseException;
import lectern.db.SqliteFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The order itself, and its table: `CaseFoldingTest`.
class UnicaseTest {
    @TempDir
    private Path folder;

    @Test
    void namesThatDifferOnlyInCaseAreTheSameName() {
        try (var file = SqliteFile.create(folder.resolve("names.db"), Unicase.COLLATION)) {
            file.write(tx -> tx.update("create table name (name text not null collate unicase primary key)"));
            for (var name : List.of("Maße", "ﬂour", "ΣΊΣΥΦΟΣ", "\ud801\udc00", "\uff21", "z")) {
                file.write(tx -> tx.update("insert into name values (?)", name));
            }
            for (var same : List.of("MASSE", "FLOUR", "σίσυφος", "\ud801\udc28", "\uff41", "Z")) {
                assertThatThrownBy(() -> file.write(tx -> tx.update("insert into name values (?)", same)))
                        .isInstanceOf(DatabaseException.Conflict.class);
            }
            List<String> ordered =
                    file.read(tx -> tx.list("select name from name order by name", row -> row.text("name")));
            assertThat(ordered)
                    .as("by code points: the surrogates of U+10400 would come before U+FF21")
                    .containsExactly("ﬂour", "Maße", "z", "ΣΊΣΥΦΟΣ", "\uff21", "\ud801\udc00");
        }
    }
}
