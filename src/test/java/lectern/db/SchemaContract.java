package lectern.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A new database has exactly the schema that stands in `src/test/resources/db`, and the migrations that led there
/// are those that were released: a person reviews every change of either.
interface SchemaContract {
    Database database();

    /// Everything in the schema as text, in a fixed order.
    String schema(Tx tx);

    @Test
    default void theSchemaIsTheOneWrittenDown() throws IOException {
        var folder = database().dialect().folder();
        var migrations = Migration.all(database().dialect()).stream()
                .map(migration -> "-- " + migration.name() + " " + migration.checksum() + "\n")
                .toList();
        var actual = String.join("", migrations) + "\n" + database().<String>read(this::schema);
        var written = Files.createDirectories(Path.of("target", "schema")).resolve(folder + ".sql");
        Files.writeString(written, actual);
        var expected = Path.of("src/test/resources/db", folder, "schema.sql");
        assertThat(actual)
                .as("When the schema is meant to change: cp %s %s", written, expected)
                .isEqualTo(Files.readString(expected));
    }
}
