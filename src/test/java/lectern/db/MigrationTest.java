package lectern.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class MigrationTest {
    @ParameterizedTest
    @EnumSource
    void everyFileStandsInTheIndex(Dialect dialect) throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/db", dialect.folder()))) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(Migration.all(dialect).stream()
                            .map(migration -> migration.name() + ".sql")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbersRise(Dialect dialect) {
        assertThat(Migration.all(dialect))
                .extracting(Migration::number)
                .doesNotHaveDuplicates()
                .isSorted();
    }
}
