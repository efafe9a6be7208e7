package lectern.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/// The archive that `./package` made, unpacked once for all tests of this run, away from the sources it was made from.
public final class Packaged {
    static final Path HOME = unpack();

    /// The script that a person runs.
    public static final Path SCRIPT = HOME.resolve("bin/lectern");

    private Packaged() {}

    private static Path unpack() {
        try {
            var folder = Files.createTempDirectory("lectern packaged ");
            var tar = new ProcessBuilder(
                            "tar", "-xzf", archive().toString(), "-C", folder.toString(), "--strip-components=1")
                    .inheritIO()
                    .start();
            assertThat(tar.waitFor()).isZero();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path archive() throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("target"), "lectern-*.tar.gz")) {
            var archives = StreamSupport.stream(files.spliterator(), false).toList();
            assertThat(archives).as("./package makes one archive").hasSize(1);
            return archives.getFirst();
        }
    }

    private static void remove(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
