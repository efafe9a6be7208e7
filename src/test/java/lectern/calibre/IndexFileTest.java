package lectern.calibre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import lectern.calibre.IndexFile.Kept;
import lectern.calibre.LibraryIndex.Reading;

import static org.assertj.core.api.Assertions.assertThat;

class IndexFileTest {
    private static final Kept KEPT = new Kept(
            List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {4}),
            new Reading(Instant.parse("2026-01-02T03:04:05.678Z"), 7, 8, 9),
            true);

    @TempDir
    private Path folder;

    private IndexFile file;

    @BeforeEach
    void placeIt() {
        file = new IndexFile(folder.resolve("index"), Path.of("/srv/bücher"));
    }

    @Test
    void thereIsNoneAtFirst() {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void givesBackWhatWasWrittenLast() throws IOException {
        file.write(new Kept(List.of(), Reading.NONE, false));
        file.write(KEPT);

        assertThat(file.read()).hasValueSatisfying(kept -> {
            assertThat(kept.books()).containsExactlyElementsOf(KEPT.books());
            assertThat(kept.reading()).isEqualTo(KEPT.reading());
            assertThat(kept.complete()).isTrue();
        });
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void knowsNothingOfAnotherLibrary() throws IOException {
        file.write(KEPT);

        assertThat(new IndexFile(folder.resolve("index"), Path.of("/srv/books")).read())
                .isEmpty();
    }

    @Test
    void anyByteThatChangedSpoilsItAndSoDoesAnyThatIsMissing() throws IOException {
        file.write(KEPT);
        var good = Files.readAllBytes(file.file());
        for (int i = 0; i < good.length; i++) {
            for (var flip : new int[] {0x01, 0x80, 0xff}) {
                var bad = good.clone();
                bad[i] ^= (byte) flip;
                Files.write(file.file(), bad);
                assertThat(file.read()).as("byte %d of %d", i, good.length).isEmpty();
            }
            Files.write(file.file(), Arrays.copyOf(good, i));
            assertThat(file.read()).as("%d bytes of %d", i, good.length).isEmpty();
        }
    }
}
